import type { Pacer } from '../network/bandwidth.ts'
import type { Plan } from '../network/plan.ts'
import { nodeError } from './node-errors.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What a feed needs from the call that it belongs to. */
export interface TransferContext {
  readonly url: URL
  /** Undefined when the body comes at once. */
  readonly pacer: Pacer | undefined
  /** Waits; throws when the client has gone. */
  wait(ms: number): Promise<void>
}

/**
 * The body of an answer, piece by piece as it arrives: paced, and cut where a fault cuts it.
 *
 * It works only when it is read. When a piece is due depends on when the headers came, not on when
 * the piece before was read: who reads late finds everything that has arrived meanwhile.
 */
export class BodyTransfer {
  readonly #reader: ReadableStreamDefaultReader<Bytes>
  readonly #context: TransferContext
  readonly #pacer: Pacer | undefined
  readonly #fault: Plan['fault']
  readonly #totalBytes: number | undefined
  #cutAt: number
  #dueMs: number
  #sentBytes = 0
  #left: Bytes | undefined

  constructor(
    source: ReadableStream<Bytes>,
    plan: Plan,
    totalBytes: number | undefined,
    context: TransferContext,
  ) {
    this.#reader = source.getReader()
    this.#context = context
    this.#pacer = context.pacer
    this.#fault = plan.fault
    this.#totalBytes = totalBytes
    this.#cutAt = cutOf(plan.fault, totalBytes)
    this.#dueMs = performance.now() + plan.firstByteMs
  }

  /** Whether the last byte has been given out. */
  get isComplete(): boolean {
    return this.#sentBytes === this.#totalBytes
  }

  /**
   * The next piece, when it is due; nothing after the last one.
   *
   * @throws {TypeError} what `fetch` throws when the body breaks off here.
   */
  async next(): Promise<Bytes | undefined> {
    if (this.#sentBytes >= this.#cutAt) throw await this.#breakOff()
    const chunk = this.#left ?? (await this.#read())
    if (chunk === undefined) return undefined
    const most = Math.min(this.#pacer?.chunkBytes ?? Infinity, this.#cutAt - this.#sentBytes)
    // A copy: who gets a piece of a byte stream owns the memory under it.
    const piece = chunk.length > most ? chunk.slice(0, most) : chunk
    this.#left = chunk.length > most ? chunk.subarray(most) : undefined
    this.#dueMs += this.#pacer?.waitMs(piece.length) ?? 0
    await this.#untilDue()
    this.#sentBytes += piece.length
    if (this.#cutAt === Infinity && isCut(this.#fault)) this.#cutAt = this.#sentBytes
    return piece
  }

  /** The client has gone: the server's stream is told, so that it stops working. */
  cancel(reason: unknown): void {
    this.#reader.cancel(reason).catch(() => {})
  }

  async #read(): Promise<Bytes | undefined> {
    for (;;) {
      const { value, done } = await this.#reader.read()
      if (done) return undefined
      if (value.length > 0) return value
    }
  }

  async #untilDue(): Promise<void> {
    const ms = Math.ceil(this.#dueMs - performance.now())
    if (ms > 0) await this.#context.wait(ms)
  }

  async #breakOff(): Promise<TypeError> {
    await this.#untilDue()
    this.cancel(undefined)
    return nodeError(
      this.#fault?.kind === 'truncated' ? 'truncated' : 'reset-body',
      this.#context.url,
    )
  }
}

const isCut = (fault: Plan['fault']): fault is Plan['fault'] & { afterBytes?: number } =>
  fault?.kind === 'reset-body' || fault?.kind === 'truncated'

/** After how many bytes the body breaks off. Half of a body of unknown length: its first piece. */
function cutOf(fault: Plan['fault'], totalBytes: number | undefined): number {
  if (!isCut(fault)) return Infinity
  if (fault.afterBytes !== undefined) return fault.afterBytes
  return totalBytes === undefined ? Infinity : Math.floor(totalBytes / 2)
}
