import type { Trace } from '@overlap/trace'
import type { Counters } from '../call/counters.ts'
import type { Leftover } from './leftovers.ts'

/** The result of a simulation. */
export interface Run<T> {
  /** How the promise of the work ended. `never-settles`: it was still pending at the end. */
  readonly outcome: 'fulfilled' | 'rejected' | 'never-settles'
  /** The fulfilled value. If the promise was not fulfilled, reading this throws the reason. */
  readonly value: T
  /** The reason of the rejection; `undefined` if the promise did not reject. */
  readonly reason: unknown
  /**
   * Why the simulation was stopped, in sentences: the promise never settled, or something that the work
   * left behind kept making calls or setting timers. Missing if everything ended by itself.
   */
  readonly diagnosis?: string
  /** Virtual ms at which the promise settled, or at which it was clear that it never would. */
  readonly settledMs: number
  /** All calls, including those that went on after the promise settled. */
  readonly trace: Trace
  /** The calls at the moment when the promise settled. */
  readonly traceAtSettle: Trace
  /** All counts, including what happened after the promise settled. */
  readonly counters: Counters
  /**
   * Virtual ms of a heartbeat, due every `heartbeatMs` until the promise settled. A gap shows that the
   * work blocked the thread for that time.
   */
  readonly beats: readonly number[]
  /** Unhandled rejections and uncaught errors, in order. */
  readonly unhandled: readonly unknown[]
  /**
   * Timers that were still pending when the promise settled. Timers of calls in flight are not counted:
   * the trace has those calls. Neither are timers of `AbortSignal.timeout` or after `unref()`: they do
   * not keep a process alive.
   */
  readonly timersLeft: number
  /**
   * What the work left behind, the worst first, without the kinds in the option `leaves`. Timers of
   * {@link VirtualTime.sleep} and calls of a named client ({@link MockApi.client}) are not listed: they
   * belong to the code that runs the simulation. Wrap a function in {@link audited} to find more.
   */
  readonly leftovers: readonly Leftover[]
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
