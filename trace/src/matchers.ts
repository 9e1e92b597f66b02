import { leaveNothingInFlight, startNothingAfter } from './matchers/after.ts'
import { haveAborted, haveAttempts, haveCalls } from './matchers/counts.ts'
import { overlap, peakInFlight, peakInFlightAtMost } from './matchers/in-flight.ts'
import { matcher, type MatcherResult } from './matchers/judge.ts'
import { keepSlotsBusy, runInOrder } from './matchers/slots.ts'
import { take } from './matchers/time.ts'

/**
 * Assertions on what happened on the wire. What is given to `expect` is a trace, or something that
 * has one as `trace`. A failure is one sentence, the timeline wanted (where there is one) and the
 * timeline seen.
 *
 * A matcher throws a TypeError if it is given no trace, and a RangeError for a number that makes no
 * sense.
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
  /** The most calls in flight at one moment were exactly `calls`. */
  toHavePeakInFlight(calls: number): R
  /** At no moment were more than `calls` in flight. */
  toHavePeakInFlightAtMost(calls: number): R
  /** At some moment all calls were in flight. */
  toOverlap(): R
  /** Each call was sent once the one before had ended, body included unless nobody read it. */
  toRunInOrder(): R
  /** From the first sending to the last end it took `ms`, exact to 0.001. */
  toTake(ms: number): R
  /** So many calls were sent, those that the recorder forgot included. */
  toHaveCalls(calls: number): R
  /**
   * No call was sent later than `moment`, in ms, or after the first call that ended as `http-error`
   * or `network-error` (there must be one). A call sent at the very moment of that failure counts
   * as later, unless another call ended well at that moment and may have made room for it.
   */
  toStartNothingAfter(moment: number | 'first failure'): R
  /** Every call was over when the trace was taken, body included. */
  toLeaveNothingInFlight(): R
  /** As long as calls were still to be sent, at least `slots` were under way, body included. */
  toKeepSlotsBusy(slots: number): R
  /** So many calls ended as `aborted`. */
  toHaveAborted(calls: number): R
  /** So many calls went to a URL, given in full or from its path on, with or without the query. */
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
