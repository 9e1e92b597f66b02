import { leaveNothingInFlight, startNothingAfter } from './matchers/after.ts'
import { haveAborted, haveAttempts, haveCalls } from './matchers/counts.ts'
import { overlap, peakInFlight, peakInFlightAtMost } from './matchers/in-flight.ts'
import { matcher, type MatcherResult } from './matchers/judge.ts'
import { keepSlotsBusy, runInOrder } from './matchers/slots.ts'
import { take } from './matchers/time.ts'

/**
 * Assertions on what happened on the wire. Give `expect` a trace, or an object with a `trace`.
 * A failure prints one sentence, the wanted timeline if there is one, and the actual timeline.
 *
 * A matcher throws a TypeError if `expect` got no trace, and a RangeError if a count is not a whole
 * number of 0 or more (`toKeepSlotsBusy`: 1 or more).
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { expect } from 'vitest'
 * import '@overlap/trace/vitest'
 *
 * const run = await simulate({ latency: 100 }, (api) =>
 *   Promise.all([fetch(api.url('/products/1')), fetch(api.url('/products/2'))]),
 * )
 * expect(run).toTake(100)
 * expect(run).not.toHavePeakInFlightAtMost(1)
 * ```
 */
export interface TraceMatchers<R = void> {
  /** The peak in flight was exactly `calls`. */
  toHavePeakInFlight(calls: number): R
  /** At no moment were more than `calls` in flight. */
  toHavePeakInFlightAtMost(calls: number): R
  /** All calls were in flight at the same moment. */
  toOverlap(): R
  /** Each call was sent after the call before had ended, including its body unless it was never read. */
  toRunInOrder(): R
  /** The makespan was `ms`, to the microsecond. */
  toTake(ms: number): R
  /** Exactly `calls` calls were sent, including those that the recorder dropped. */
  toHaveCalls(calls: number): R
  /**
   * No call was sent after `moment`, in ms, or after the first failure: the first call that ended as
   * `http-error` or `network-error`. Fails if no call failed.
   *
   * A call that was sent at the moment of the failure counts as later, unless another call ended
   * as `ok` at that moment and may have freed a slot for it.
   */
  toStartNothingAfter(moment: number | 'first failure'): R
  /** Every call was over when the trace was taken, body included. */
  toLeaveNothingInFlight(): R
  /** While calls were still to be sent, at least `slots` calls had not ended. */
  toKeepSlotsBusy(slots: number): R
  /** Exactly `calls` calls were aborted. */
  toHaveAborted(calls: number): R
  /** Exactly `attempts` calls went to a URL, a path, or a path with its query. */
  toHaveAttempts(urlOrPath: string, attempts: number): R
}

/** The matchers, for `expect.extend(traceMatchers)`. */
export const traceMatchers: {
  readonly [K in keyof TraceMatchers]: (
    received: unknown,
    ...expected: Parameters<TraceMatchers[K]>
  ) => MatcherResult
} = {
  toHavePeakInFlight: matcher('toHavePeakInFlight', peakInFlight),
  toHavePeakInFlightAtMost: matcher('toHavePeakInFlightAtMost', peakInFlightAtMost),
  toOverlap: matcher('toOverlap', overlap),
  toRunInOrder: matcher('toRunInOrder', runInOrder),
  toTake: matcher('toTake', take),
  toHaveCalls: matcher('toHaveCalls', haveCalls),
  toStartNothingAfter: matcher('toStartNothingAfter', startNothingAfter),
  toLeaveNothingInFlight: matcher('toLeaveNothingInFlight', leaveNothingInFlight),
  toKeepSlotsBusy: matcher('toKeepSlotsBusy', keepSlotsBusy),
  toHaveAborted: matcher('toHaveAborted', haveAborted),
  toHaveAttempts: matcher('toHaveAttempts', haveAttempts),
}
