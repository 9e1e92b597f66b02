import type { Pacer } from '../network/bandwidth.ts'
import type { Fault } from '../network/failure-kinds.ts'
import type { Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import { nodeError } from './node-errors.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** The largest piece of a body without a pace: as much as a client reads from a socket at once. */
const LARGEST_PIECE_BYTES = 65_536

/** What a transfer needs from the call that it belongs to. */
export interface TransferContext {
  readonly url: URL
  /** Undefined if the body arrives at once. */
  readonly pacer: Pacer | undefined
  /**
   * Waits; `Infinity` means forever. Throws when the client has disconnected, or has stopped
   * waiting.
   */
  wait(ms: number): Promise<void>
}

/** A reply whose body is transferred. The body may already be encoded as bytes. */
export interface TransferredReply {
  readonly headers: ShopReply['headers']
  readonly body: ShopReply['body'] | Bytes
}

/** A fault that can stop a body after some bytes. */
type Cut = Fault & { readonly kind: 'reset-body' | 'truncated' | 'stall' | 'malformed-chunk' }

/**
 * Transfers the body of a reply to the client, piece by piece, at its pace. A fault may stop it
 * early.
 *
 * It works only on demand. A piece is due at a time that depends on the headers, not on when the
 * client read the last piece. So a client that reads late gets everything that has arrived
 * meanwhile.
 */
export class BodyTransfer {
  readonly #body: Pieces
  readonly #context: TransferContext
  readonly #fault: Fault | undefined
  /** The value of the reply's content-length. */
  readonly #promisedBytes: number | undefined
  /** The number of bytes after which the fault stops the body. */
  #stopAt: number
  #dueMs: number
  #sentBytes = 0

  constructor(reply: TransferredReply, { fault, firstByteMs }: Plan, context: TransferContext) {
    const length = reply.headers['content-length']
    this.#body = new Pieces(reply.body)
    this.#context = context
    this.#fault = stopsBody(fault, this.#body.knownBytes) ? fault : undefined
    this.#promisedBytes = length === undefined ? undefined : Number(length)
    this.#stopAt = stopOf(this.#fault, this.#body.knownBytes)
    this.#dueMs = performance.now() + firstByteMs
  }

  /** Whether the client has got as many bytes as the headers promise. */
  get isComplete(): boolean {
    return this.#promisedBytes !== undefined && this.#sentBytes >= this.#promisedBytes
  }

  /**
   * Waits until the next piece is due, and returns it. Returns `undefined` after the last one.
   *
   * @throws {TypeError} the error of `fetch` if the body breaks off here.
   */
  async next(): Promise<Bytes | undefined> {
    if (this.#sentBytes >= this.#stopAt) return this.#stop()
    const most = Math.min(
      this.#context.pacer?.chunkBytes ?? LARGEST_PIECE_BYTES,
      this.#stopAt - this.#sentBytes,
    )
    const piece = await this.#body.next(most)
    if (piece === undefined) return isTooLittle(this.#fault) ? this.#stop() : undefined
    // A body must not use a shared bandwidth before it starts.
    await this.#untilDue()
    this.#dueMs += this.#context.pacer?.waitMs(piece.length) ?? 0
    await this.#untilDue()
    this.#sentBytes += piece.length
    // If the length is unknown, the first piece counts as half of the body.
    if (this.#stopAt === Infinity && isCut(this.#fault)) this.#stopAt = this.#sentBytes
    return piece
  }

  /** The client has disconnected, so the server's stream is cancelled. */
  cancel(reason: unknown): void {
    this.#body.cancel(reason)
  }

  async #untilDue(): Promise<void> {
    const ms = Math.ceil(this.#dueMs - performance.now())
    if (ms > 0) await this.#context.wait(ms)
  }

  /** Stops the body as the fault says. */
  async #stop(): Promise<never> {
    await this.#untilDue()
    this.cancel(undefined)
    if (this.#fault?.kind === 'stall') await this.#context.wait(Infinity)
    const { kind } = this.#fault ?? {}
    throw nodeError(
      kind === 'reset-body' || kind === 'malformed-chunk' ? kind : 'truncated',
      this.#context.url,
    )
  }
}

const isCut = (fault: Fault | undefined): fault is Cut =>
  fault?.kind === 'reset-body' ||
  fault?.kind === 'truncated' ||
  fault?.kind === 'stall' ||
  fault?.kind === 'malformed-chunk'

/** Whether the body has fewer bytes than its content-length promises. */
const isTooLittle = (fault: Fault | undefined): boolean =>
  fault?.kind === 'wrong-length' && fault.byBytes > 0

/**
 * Whether a fault stops a body before it is complete, which ends its connection. A body of at most
 * `afterBytes` arrives whole, except that a malformed chunk may also follow its last byte.
 *
 * @param bytes Length of the body, if it is known beforehand.
 */
export function stopsBody(fault: Fault | undefined, bytes: number | undefined): boolean {
  if (!isCut(fault)) return isTooLittle(fault)
  const { kind, afterBytes = 0 } = fault
  const endBytes = bytes ?? Infinity
  return afterBytes < endBytes || (kind === 'malformed-chunk' && afterBytes === endBytes)
}

/** The number of bytes after which a fault stops a body. */
function stopOf(fault: Fault | undefined, bytes: number | undefined): number {
  if (!isCut(fault)) return Infinity
  if (fault.afterBytes !== undefined) return fault.afterBytes
  return bytes === undefined ? Infinity : Math.floor(bytes / 2)
}

/** A body in pieces of any size. */
class Pieces {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined
  /** Bytes that were read but not returned yet. */
  #left: Bytes | undefined
  /** Number of bytes, if it is known beforehand. */
  readonly knownBytes: number | undefined

  constructor(body: ShopReply['body'] | Bytes) {
    if (body instanceof ReadableStream) {
      this.#reader = body.getReader()
    } else {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      this.knownBytes = bytes?.length ?? 0
      this.#left = this.knownBytes > 0 ? bytes! : undefined
    }
  }

  /** The next piece, of at most this many bytes; `undefined` at the end. */
  async next(most: number): Promise<Bytes | undefined> {
    const bytes = this.#left ?? (await this.#read())
    this.#left = undefined
    if (bytes === undefined || bytes.length <= most) return bytes
    this.#left = bytes.subarray(most)
    // Copied, because the reader of a byte stream owns the memory of its pieces.
    return bytes.slice(0, most)
  }

  cancel(reason: unknown): void {
    this.#left = undefined
    this.#reader?.cancel(reason).catch(() => {})
  }

  async #read(): Promise<Bytes | undefined> {
    for (;;) {
      const { value, done } = (await this.#reader?.read()) ?? { done: true, value: undefined }
      if (done) return undefined
      if (value.length > 0) return value
    }
  }
}
