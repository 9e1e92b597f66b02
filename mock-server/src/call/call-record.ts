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

/** What is noted of one call, whatever carries it: its line in the trace, and what it counts for. */
export class CallRecord {
  readonly #recorder: Recorder
  readonly #counts: CallCounts
  readonly #record: OpenCall
  #over = false

  /** The call is being sent. It reports to the counts of this moment, also after a reset. */
  constructor(recorder: Recorder, counts: CallCounts, sent: Sent) {
    this.#recorder = recorder
    this.#counts = counts
    this.#record = recorder.send(sent)
    counts.sent(this.#record.call.attempt)
  }

  /** Its line in the trace as it stands now. */
  get call(): Call {
    return this.#record.call
  }

  /** Whether nothing more can happen to it. */
  get isOver(): boolean {
    return this.#over
  }

  /** Whether its answer has a status of 400 or above. */
  get isAnsweredBadly(): boolean {
    return (this.#record.call.status ?? 0) >= 400
  }

  /** The server came to this moment. */
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
   * The server sees that the client has left. What it has done so far is wasted.
   *
   * @param hasArrived Whether the server knows of the call at all.
   */
  clientGone(hasArrived = this.#record.call.server?.arrivedMs !== undefined): void {
    if (!hasArrived) return
    const { startedMs } = this.#record.call.server ?? {}
    this.#counts.clientGone(
      startedMs === undefined ? undefined : this.#recorder.nowMs() - startedMs,
    )
    this.#record.server('clientGoneMs')
  }

  /** Nothing more is noted. */
  drop(): void {
    this.#over = true
  }
}
