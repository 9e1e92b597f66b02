import type { Pacer } from '../network/bandwidth.ts'
import type { Fault } from '../network/failure-kinds.ts'
import type { Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import { nodeError } from './node-errors.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** The most that a client gets at once from a body that nothing paces: what it reads of a socket. */
const LARGEST_PIECE_BYTES = 65_536

/** What a transfer needs from the call that it belongs to. */
export interface TransferContext {
  readonly url: URL
  /** Undefined when the body comes at once. */
  readonly pacer: Pacer | undefined
  /** Waits; `Infinity` is for ever. Throws when the client has gone, or waits no longer. */
  wait(ms: number): Promise<void>
}

/** A reply whose body is transferred; it may have been made bytes before. */
export interface TransferredReply {
  readonly headers: ShopReply['headers']
  readonly body: ShopReply['body'] | Bytes
}

/** A fault that can stop a body, and after how many bytes. */
type Cut = Fault & { readonly kind: 'reset-body' | 'truncated' | 'stall' | 'malformed-chunk' }

/**
 * The body of a reply on its way to the client, piece by piece: paced, and ended as a fault says.
 *
 * It works only when it is asked. When a piece is due depends on when the headers came, not on when
 * the piece before was read: a client that reads late finds everything that has arrived meanwhile.
 */
export class BodyTransfer {
  readonly #body: Pieces
  readonly #context: TransferContext
  readonly #fault: Fault | undefined
  /** What the reply's content-length promises. */
  readonly #promisedBytes: number | undefined
  /** After how many bytes the fault stops the body. */
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

  /** Whether as many bytes have been given out as the headers promise. */
  get isComplete(): boolean {
    return this.#promisedBytes !== undefined && this.#sentBytes >= this.#promisedBytes
  }

  /**
   * The next piece, when it is due; nothing after the last one.
   *
   * @throws {TypeError} what `fetch` throws when the body breaks off here.
   */
  async next(): Promise<Bytes | undefined> {
    if (this.#sentBytes >= this.#stopAt) return this.#stop()
    const most = Math.min(
      this.#context.pacer?.chunkBytes ?? LARGEST_PIECE_BYTES,
      this.#stopAt - this.#sentBytes,
    )
    const piece = await this.#body.next(most)
    if (piece === undefined) return isTooLittle(this.#fault) ? this.#stop() : undefined
    // A shared bandwidth is not taken before the body sets out.
    await this.#untilDue()
    this.#dueMs += this.#context.pacer?.waitMs(piece.length) ?? 0
    await this.#untilDue()
    this.#sentBytes += piece.length
    // Half of a body of unknown length is its first piece.
    if (this.#stopAt === Infinity && isCut(this.#fault)) this.#stopAt = this.#sentBytes
    return piece
  }

  /** The client has gone: a stream of the server's stops working. */
  cancel(reason: unknown): void {
    this.#body.cancel(reason)
  }

  async #untilDue(): Promise<void> {
    const ms = Math.ceil(this.#dueMs - performance.now())
    if (ms > 0) await this.#context.wait(ms)
  }

  /** The fault has its way. */
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
 * Whether a fault stops a body before it is complete, which ends its connection. A body that is no
 * longer than `afterBytes` arrives whole; if it is sent in chunks, the one after its last byte counts.
 *
 * @param bytes How long the body is, where that is known beforehand.
 */
export function stopsBody(fault: Fault | undefined, bytes: number | undefined): boolean {
  if (!isCut(fault)) return isTooLittle(fault)
  const { kind, afterBytes = 0 } = fault
  const endBytes = bytes ?? Infinity
  return afterBytes < endBytes || (kind === 'malformed-chunk' && afterBytes === endBytes)
}

/** After how many bytes a fault stops a body. */
function stopOf(fault: Fault | undefined, bytes: number | undefined): number {
  if (!isCut(fault)) return Infinity
  if (fault.afterBytes !== undefined) return fault.afterBytes
  return bytes === undefined ? Infinity : Math.floor(bytes / 2)
}

/** A body in pieces of any size. */
class Pieces {
  readonly #reader: ReadableStreamDefaultReader<Bytes> | undefined
  /** What was read and not given out yet. */
  #left: Bytes | undefined
  /** How many bytes there are, where that is known beforehand. */
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

  /** The next piece of so many bytes at most; nothing at the end. */
  async next(most: number): Promise<Bytes | undefined> {
    const bytes = this.#left ?? (await this.#read())
    this.#left = undefined
    if (bytes === undefined || bytes.length <= most) return bytes
    this.#left = bytes.subarray(most)
    // A copy: the reader of a byte stream owns the memory of its pieces.
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
