import type { Outcome, ResponseHead, ServerTimes } from '@overlap/trace'
import { CallRecord } from '../call/call-record.ts'
import type { Outgoing } from './outgoing.ts'
import { forTrace } from './unknown-route-error.ts'
import type { Wire } from './wire.ts'

/**
 * One call as its client sees it: sent, then answered, failed or given up, once and for all.
 *
 * It is what connects the two ends. When the client gives up, its promise or its body ends with the
 * signal's reason, and the server's `request.signal` aborts. When the call is over nothing of it is
 * left: no listener, no timer, no place in the mount's list.
 */
export class Call {
  readonly request: Request
  readonly signal: AbortSignal | null
  readonly #wire: Wire
  readonly #log: CallRecord
  readonly #gone: AbortController
  /** How the client hears that the call has failed: first by its promise, then by the body. */
  #fail: (reason: unknown) => void = () => {}

  constructor(wire: Wire, { request, signal, gone }: Outgoing, client: string) {
    this.request = request
    this.signal = signal
    this.#wire = wire
    this.#gone = gone
    const idempotencyKey = request.headers.get('idempotency-key') ?? ''
    const { method, url, headers } = request
    this.#log = new CallRecord(wire.recorder, wire.counts, {
      method,
      url,
      client,
      idempotencyKey,
      headers,
    })
    wire.open.add(this)
    wire.onProgress()
    signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Aborts when the client has gone away: the server's side of the call ends by it. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  /** Whether nothing more can happen to it. */
  get isOver(): boolean {
    return this.#log.isOver
  }

  /** The client waits for this. */
  settleWith(response: Promise<Response>): Promise<Response> {
    return new Promise((resolve, reject) => {
      this.#fail = reject
      response.then(resolve, (error: unknown) => this.fail(error))
    })
  }

  /** The server came to this moment. */
  reach(moment: keyof ServerTimes): void {
    this.#log.reach(moment)
  }

  headers(status: number, head: ResponseHead): void {
    this.#wire.onProgress()
    this.#log.headers(status, head)
  }

  bytes(count: number): void {
    this.#log.bytes(count)
  }

  /** From now on the client hears of a failure in this way. */
  onFail(fail: (reason: unknown) => void): void {
    this.#fail = fail
  }

  /** The last byte was there. */
  complete(): void {
    if (!this.isOver) this.#end(this.#log.isAnsweredBadly ? 'http-error' : 'ok')
  }

  /** The connection failed. */
  fail(error: unknown): void {
    if (this.isOver) return
    this.#end('network-error', forTrace(error))
    this.#fail(error)
  }

  /** The client does not read the body any further. Of a bad answer it has seen enough. */
  cancel(reason: unknown): void {
    this.#leave(this.#log.isAnsweredBadly ? 'http-error' : 'aborted', reason)
  }

  /** Ends it without a word to the client: the mount closes. */
  drop(): void {
    this.#log.drop()
    this.signal?.removeEventListener('abort', this.#abort)
    this.#hangUp()
  }

  readonly #abort = (): void => this.#leave('aborted', this.signal?.reason)

  #leave(outcome: 'aborted' | 'http-error', reason: unknown): void {
    if (this.isOver) return
    this.#end(outcome, reason)
    this.#log.clientGone()
    this.#hangUp()
    this.#fail(reason)
  }

  #end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void {
    this.signal?.removeEventListener('abort', this.#abort)
    this.#wire.open.delete(this)
    this.#wire.onProgress()
    this.#log.end(outcome, error)
  }

  #hangUp(): void {
    this.#gone.abort(new DOMException('The client has gone away', 'AbortError'))
  }
}
