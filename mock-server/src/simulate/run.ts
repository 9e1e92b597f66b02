import type { Trace } from '@overlap/trace'
import type { Counters } from '../call/counters.ts'

/** What a simulated piece of work came to. */
export interface Run<T> {
  /** How its promise ended. `never-settles`: it had not when the simulation stopped. */
  readonly outcome: 'fulfilled' | 'rejected' | 'never-settles'
  /** What it was fulfilled with. Reading it throws the reason if it was not. */
  readonly value: T
  /** What it was rejected with; `undefined` if it was not. */
  readonly reason: unknown
  /**
   * Why the simulation stopped although something was unfinished, in sentences: the promise had not
   * settled, or what the work left behind made calls or set timers without end. Missing if neither.
   */
  readonly diagnosis?: string
  /** Virtual ms at which it settled, or at which it was clear that it never will. */
  readonly settledMs: number
  /** What happened on the wire until nothing was left to happen; not only until it settled. */
  readonly trace: Trace
  /** What had happened on the wire at the moment it settled. */
  readonly traceAtSettle: Trace
  /** What was counted until nothing was left to happen. */
  readonly counters: Counters
  /**
   * Virtual ms of a heartbeat, due every `heartbeatMs` while the work went on. A gap is a time for
   * which the work held the thread.
   */
  readonly beats: readonly number[]
  /** Rejections that nobody handled, and errors that nobody caught, in order. */
  readonly unhandled: readonly unknown[]
  /**
   * Timers that still waited when it settled. Those of calls in flight, those of
   * `AbortSignal.timeout` and those after `unref()` are not counted: the first are in the trace, and
   * the others do not keep a process alive.
   */
  readonly timersLeft: number
}

/** How a promise ended. */
export type Settlement<T> =
  | { readonly outcome: 'fulfilled'; readonly value: T }
  | { readonly outcome: 'rejected'; readonly reason: unknown }
  | { readonly outcome: 'never-settles' }

/** Makes a {@link Run} of a settlement and the rest. */
export function createRun<T>(
  settlement: Settlement<T>,
  rest: Omit<Run<T>, 'outcome' | 'value' | 'reason'>,
): Run<T> {
  return {
    outcome: settlement.outcome,
    get value() {
      if (settlement.outcome === 'fulfilled') return settlement.value
      throw settlement.outcome === 'rejected' ? settlement.reason : new Error(rest.diagnosis)
    },
    reason: settlement.outcome === 'rejected' ? settlement.reason : undefined,
    ...rest,
  }
}
