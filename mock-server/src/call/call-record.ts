import type {
  Call,
  OpenCall,
  Outcome,
  Recorder,
  ResponseHead,
  Sent,
  ServerTimes,
} from '@overlap/trace'
import type { CallCounts } from './counters.ts'

/** Records one call in the trace and in the counters, for every mount. */
export class CallRecord {
  readonly #recorder: Recorder
  readonly #counts: CallCounts
  readonly #record: OpenCall
  #over = false

  /** Records that the call is sent. It keeps updating the same counts, even after a reset. */
  constructor(recorder: Recorder, counts: CallCounts, sent: Sent) {
    this.#recorder = recorder
    this.#counts = counts
    this.#record = recorder.send(sent)
    counts.sent(this.#record.call.attempt)
  }

  /** Its current entry in the trace. */
  get call(): Call {
    return this.#record.call
  }

  /** Whether the call has ended. */
  get isOver(): boolean {
    return this.#over
  }

  /** Whether its answer has a status of 400 or above. */
  get isAnsweredBadly(): boolean {
    return (this.#record.call.status ?? 0) >= 400
  }

  /** Records that the server reached this moment. */
  reach(moment: keyof ServerTimes): void {
    this.#record.server(moment)
  }

  headers(status: number, head: ResponseHead): void {
    this.#record.headers(status, head)
    this.#counts.landed(status)
  }

  bytes(count: number): void {
    this.#record.bytes(count)
  }

  end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void {
    this.#over = true
    if (this.#record.call.headersMs === undefined) this.#counts.landed()
    this.#record.end(outcome, error)
  }

  /**
   * Records that the server noticed the client's abort. Its work so far counts as wasted.
   *
   * @param hasArrived Whether the call had reached the server.
   */
  clientGone(hasArrived = this.#record.call.server?.arrivedMs !== undefined): void {
    if (!hasArrived) return
    const { startedMs } = this.#record.call.server ?? {}
    this.#counts.clientGone(
      startedMs === undefined ? undefined : this.#recorder.nowMs() - startedMs,
    )
    this.#record.server('clientGoneMs')
  }

  /** Records nothing more. */
  drop(): void {
    this.#over = true
  }
}
