import type { Outcome, ResponseHead, ServerTimes } from '@overlap/trace'
import { CallRecord } from '../call/call-record.ts'
import { keepingAlive } from '../call/timers.ts'
import { CLIENT_TIMEOUTS_MS, nodeError, type CallFailure } from '../call/node-errors.ts'
import { stageOf } from '../network/failure-kinds.ts'
import type { Connection, ConnectionPlan } from '../network/connections.ts'
import type { Plan } from '../network/plan.ts'
import type { MountState } from './mount-state.ts'
import type { SentRequest } from './request.ts'
import { forTrace } from './unknown-route-error.ts'

/**
 * One call as its client sees it: sent, then answered, failed or aborted, once and for all.
 *
 * It connects the two ends. When the client leaves, its promise or its body fails at once, and the
 * server notices after the plan's `abortMs`. When the call is over nothing of it is left: no
 * listener, no timer, no place in the mount's list, and its connection is free or closed.
 */
export class Call {
  readonly sent: SentRequest
  /** Where it goes. The fragment stays with the client. */
  readonly url: URL
  readonly sentMs: number = performance.now()
  readonly #client: string
  readonly #state: MountState
  readonly #record: CallRecord
  /** When it had a connection. The client's patience begins here. */
  #setOutMs: number = this.sentMs
  #plan: Plan | undefined
  #connection: Connection | undefined
  #gone: AbortController | undefined
  #hasLeft = false
  /** How the client learns that the call has failed: by its promise first, by the body later. */
  #fail: (reason: unknown) => void = () => {}

  constructor(state: MountState, sent: SentRequest, client: string) {
    const { method, url, headers } = sent.request
    this.sent = sent
    this.url = withoutFragment(url)
    this.#client = client
    this.#state = state
    const idempotencyKey = headers.get('idempotency-key') ?? ''
    this.#record = new CallRecord(state.recorder, state.counts, {
      method,
      url: this.url.href,
      client,
      idempotencyKey,
      headers,
    })
    state.open.add(this)
    state.onProgress()
    sent.signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Aborts when the server sees that the client has gone away. */
  get gone(): AbortSignal {
    this.#gone ??= new AbortController()
    if (this.#hasLeft) this.#gone.abort(hasGone())
    return this.#gone.signal
  }

  /** Whether nothing more can happen to it at the client. */
  get isOver(): boolean {
    return this.#record.isOver
  }

  /** @throws If it is over. The error reaches nobody. */
  throwIfOver(): void {
    if (this.isOver) throw hasGone()
  }

  /** From now on the client learns of a failure in this way. */
  onFailure(fail: (reason: unknown) => void): void {
    this.#fail = fail
  }

  /** The call has its plan. It sets out at once, or when it has a connection. */
  setOut(plan: Plan): Promise<void> | undefined {
    this.#plan = plan
    return plan.connection && this.#connect(plan.connection)
  }

  async #connect(plan: ConnectionPlan): Promise<void> {
    const client = `${this.#client} ${this.url.origin}`
    const taking = this.#state.network.connections.take(client, plan, this.gone)
    // Whoever has all connections may have no timer: a body that nobody reads.
    this.#connection = await keepingAlive(taking)
    const { setUpMs } = this.#connection
    await this.#waitAtMost(CLIENT_TIMEOUTS_MS.connect, setUpMs, 'connect-timeout')
    this.#setOutMs = performance.now()
  }

  /** Waits for a connection or for the headers, for as long as the client has the patience to. */
  wait(ms: number): Promise<void> {
    return stageOf(this.#plan?.fault) === 'connect'
      ? this.#waitAtMost(CLIENT_TIMEOUTS_MS.connect, ms, 'connect-timeout')
      : this.#waitAtMost(this.#headersPatienceMs(), ms, 'headers-timeout')
  }

  /** Waits in the server's queue. The client may lose its patience meanwhile. */
  async waitInQueue<T>(turn: Promise<T>): Promise<T> {
    const isThere = new AbortController()
    this.#state.timers.wait(this.#headersPatienceMs(), isThere.signal).then(
      () => this.#giveUp('headers-timeout'),
      () => {},
    )
    try {
      return await turn
    } finally {
      isThere.abort()
    }
  }

  #headersPatienceMs(): number {
    return CLIENT_TIMEOUTS_MS.headers - (performance.now() - this.#setOutMs)
  }

  /** Waits for the next piece of the body, for as long as the client has the patience to. */
  waitForBody(ms: number): Promise<void> {
    return this.#waitAtMost(CLIENT_TIMEOUTS_MS.body, ms, 'body-timeout')
  }

  async #waitAtMost(mostMs: number, ms: number, failure: CallFailure): Promise<void> {
    const { timers } = this.#state
    // Who has left waits for nothing: the server goes on until it notices.
    if (ms <= mostMs || this.isOver) return timers.wait(ms, this.gone)
    await timers.wait(mostMs, this.gone)
    this.#giveUp(failure)
    return timers.wait(ms - mostMs, this.gone)
  }

  #giveUp(failure: CallFailure): void {
    this.#leave('network-error', nodeError(failure, this.url))
  }

  /** The server came to this moment. */
  reach(moment: keyof ServerTimes): void {
    this.#record.reach(moment)
  }

  headers(status: number, head: ResponseHead): void {
    this.#state.onProgress()
    this.#record.headers(status, head)
  }

  bytes(count: number): void {
    this.#record.bytes(count)
  }

  /** The last byte was there. */
  complete(): void {
    if (this.isOver) return
    this.reach('doneMs')
    this.#connection?.release()
    this.#end(this.#record.isAnsweredBadly ? 'http-error' : 'ok')
    this.#state.open.delete(this)
  }

  /** The connection failed. */
  fail(error: unknown): void {
    if (this.isOver) return
    this.#end('network-error', forTrace(error))
    this.#connection?.close()
    this.#state.open.delete(this)
    this.#fail(error)
  }

  /** The client does not read the body any further. Of a bad answer it has seen enough. */
  cancel(reason: unknown): void {
    this.#leave(this.#record.isAnsweredBadly ? 'http-error' : 'aborted', reason)
  }

  /** Ends it, and the client learns nothing: the mount closes. */
  drop(): void {
    this.#record.drop()
    this.sent.signal?.removeEventListener('abort', this.#abort)
    this.#hangUp()
  }

  readonly #abort = (): void => this.#leave('aborted', this.sent.signal?.reason)

  #leave(outcome: 'aborted' | 'http-error' | 'network-error', reason: unknown): void {
    if (this.isOver) return
    this.#end(outcome, reason)
    this.#connection?.close()
    const hasArrived = this.#record.call.server?.arrivedMs !== undefined
    const abortMs = hasArrived ? (this.#plan?.abortMs ?? 0) : 0
    if (abortMs === 0) this.#serverNotices()
    else {
      this.#state.timers.wait(abortMs, this.gone).then(
        () => this.#serverNotices(),
        () => {},
      )
    }
    this.#fail(reason)
  }

  #serverNotices(): void {
    this.#record.clientGone()
    this.#state.open.delete(this)
    this.#hangUp()
  }

  #end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void {
    this.sent.signal?.removeEventListener('abort', this.#abort)
    this.#state.onProgress()
    this.#record.end(outcome, error)
  }

  #hangUp(): void {
    this.#hasLeft = true
    this.#connection?.close()
    this.#gone?.abort(hasGone())
  }
}

function withoutFragment(href: string): URL {
  const at = href.indexOf('#')
  return new URL(at === -1 ? href : href.slice(0, at))
}

function hasGone(): DOMException {
  return new DOMException('The client has gone away', 'AbortError')
}
