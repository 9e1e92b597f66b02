import type { Outcome, ResponseHead, ServerTimes } from '@overlap/trace'
import { CallRecord } from '../call/call-record.ts'
import { Stop } from '../call/stop.ts'
import { keepingAlive } from '../call/timers.ts'
import { CLIENT_TIMEOUTS_MS, nodeError, type CallFailure } from '../call/node-errors.ts'
import { stageOf } from '../network/failure-kinds.ts'
import type { Connection, ConnectionPlan } from '../network/connections.ts'
import type { Plan } from '../network/plan.ts'
import type { MountState } from './mount-state.ts'
import type { SentRequest } from './request.ts'
import { forTrace } from './unknown-route-error.ts'

/**
 * One call from the client's side: it is sent, and then answered, failed or aborted exactly once.
 *
 * It connects client and server. When the client aborts, its promise or its body fails at once, and
 * the server notices after the plan's `abortMs`. A call that is over leaves nothing behind: no
 * listener, no timer and no entry in the mount's list. Its connection is free or closed.
 */
export class Call {
  readonly sent: SentRequest
  readonly url: URL
  readonly sentMs: number = performance.now()
  /** The name of its client, or `''`. */
  readonly client: string
  readonly #state: MountState
  readonly #record: CallRecord
  /** When it got a connection. The client's timeouts start at this time. */
  #setOutMs: number = this.sentMs
  #plan: Plan | undefined
  #connection: Connection | undefined
  readonly #gone = new Stop()
  /** Passes a failure to the client: before the headers to its promise, after them to the body. */
  #fail: (reason: unknown) => void = () => {}

  constructor(state: MountState, sent: SentRequest, client: string) {
    const { method, url, headers } = sent
    this.sent = sent
    this.url = url
    this.client = client
    this.#state = state
    const idempotencyKey = headers.get('idempotency-key') ?? ''
    this.#record = new CallRecord(state.recorder, state.counts, {
      method,
      url: url.href,
      client,
      idempotencyKey,
      headers,
    })
    state.open.add(this)
    state.onProgress()
    sent.signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** Aborts when the server notices that the client has disconnected. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  /** Whether the call is over for the client. */
  get isOver(): boolean {
    return this.#record.isOver
  }

  /** @throws If the call is over. Nothing receives this error. */
  throwIfOver(): void {
    if (this.isOver) throw hasGone()
  }

  /** Sets the function that passes a failure to the client. */
  onFailure(fail: (reason: unknown) => void): void {
    this.#fail = fail
  }

  /** Starts the call with its plan, at once or when it has a connection. */
  setOut(plan: Plan): Promise<void> | undefined {
    this.#plan = plan
    return plan.connection && this.#connect(plan.connection)
  }

  async #connect(plan: ConnectionPlan): Promise<void> {
    const client = `${this.client} ${this.url.origin}`
    const taking = this.#state.network.connections.take(client, plan, this.gone)
    // The calls that hold all connections may have no timer, if nothing reads their bodies.
    this.#connection = await keepingAlive(taking)
    const { setUpMs } = this.#connection
    await this.#waitAtMost(CLIENT_TIMEOUTS_MS.connect, setUpMs, 'connect-timeout')
    this.#setOutMs = performance.now()
  }

  /** Waits for a connection or for the headers, until the client times out. */
  wait(ms: number): Promise<void> {
    return stageOf(this.#plan?.fault) === 'connect'
      ? this.#waitAtMost(CLIENT_TIMEOUTS_MS.connect, ms, 'connect-timeout')
      : this.#waitAtMost(this.#headersPatienceMs(), ms, 'headers-timeout')
  }

  /** Waits in the server's queue. The client may time out meanwhile. */
  async waitInQueue<T>(turn: Promise<T>): Promise<T> {
    const hasTurn = new Stop()
    this.#state.timers.wait(this.#headersPatienceMs(), hasTurn).then(
      () => this.#giveUp('headers-timeout'),
      () => {},
    )
    try {
      return await turn
    } finally {
      hasTurn.come(undefined)
    }
  }

  #headersPatienceMs(): number {
    return CLIENT_TIMEOUTS_MS.headers - (performance.now() - this.#setOutMs)
  }

  /** Waits for the next piece of the body, until the client times out. */
  waitForBody(ms: number): Promise<void> {
    return this.#waitAtMost(CLIENT_TIMEOUTS_MS.body, ms, 'body-timeout')
  }

  async #waitAtMost(mostMs: number, ms: number, failure: CallFailure): Promise<void> {
    const { timers } = this.#state
    // A client that has aborted has no timeout. The server continues until it notices.
    if (ms <= mostMs || this.isOver) return timers.wait(ms, this.#gone)
    await timers.wait(mostMs, this.#gone)
    this.#giveUp(failure)
    return timers.wait(ms - mostMs, this.#gone)
  }

  #giveUp(failure: CallFailure): void {
    this.#leave('network-error', nodeError(failure, this.url))
  }

  /** Records that the server reached this moment. */
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

  /** The last byte has arrived. */
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

  /** The client stops reading the body. For an error status, the outcome stays `http-error`. */
  cancel(reason: unknown): void {
    this.#leave(this.#record.isAnsweredBadly ? 'http-error' : 'aborted', reason)
  }

  /** Ends the call because the mount closes. The client's promise never settles. */
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
      this.#state.timers.wait(abortMs, this.#gone).then(
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
    this.#connection?.close()
    this.#gone.come(hasGone())
  }
}

function hasGone(): DOMException {
  return new DOMException('The client has gone away', 'AbortError')
}
