/** How a breaker works. The defaults are right; everything else is a mistake that people make. */
export interface Rules {
  /** How many failures open it. */
  readonly opensAt: (failures: number) => number
  /** What a success does to the count. */
  readonly success: 'sets it to 0' | 'takes 1 off' | 'nothing'
  /** What happens when the cool-down is over. */
  readonly afterwards:
    | 'one probe'
    | 'those that come together'
    | 'any number of probes'
    | 'closed'
    | 'still open'
  readonly probeFailed: 'open' | 'next probe' | 'one less' | 'closed'
  readonly probeSucceeded:
    | 'closed'
    | 'open'
    | 'one failure opens'
    | 'one failure always opens'
    | 'next probe'
    | 'after two'
  /** When the mark that a probe is in flight isn't cleared. */
  readonly mark:
    | 'is cleared'
    | 'stays after a failure'
    | 'stays after a success'
    | 'stays after another error'
    | 'lets one failure open after another error'
  /** To which count a failure adds 1. */
  readonly countsFrom: 'now' | 'the begin'
  /** Whether anything counts if no `isFailure` is passed. */
  readonly hasDefault: boolean
  /** Whether calls that began before the circuit opened, or closed, still count. */
  readonly late: 'ignored' | 'failures count' | 'successes count' | 'all count'
  /** What an error that isn't a failure does. */
  readonly answers:
    | 'like a success'
    | 'like a failure'
    | 'like a failure by default'
    | 'nothing'
    | 'never ends'
    | 'reopens the circuit'
  /** Whether an `isFailure` that is passed can only narrow the default. */
  readonly narrows: boolean
  /** Whether a 408, 425 or 429 counts. */
  readonly countsNotNow: boolean
  readonly aborts: 'nothing' | 'like a failure' | 'like a success' | 'never ends'
  readonly timeouts: 'like a failure' | 'nothing'
  /** What a call does whose signal had aborted before it came. Only a `TimeoutError` can count. */
  readonly abortedBefore: 'nothing' | 'like a failure' | 'like a success' | 'never ends'
  /** What an error does for which `isFailure` throws. */
  readonly throwing: 'nothing' | 'like a failure' | 'like a success' | 'never ends'
  /** Whether a refused call starts the cool-down anew. */
  readonly refusalsRestart: boolean
  /** Whether all breakers share one state. */
  readonly shared: boolean
  /** Whether an error thrown before there is a promise counts. */
  readonly countsThrows: boolean
  /** Whether `undefined`, `0` and the like count. */
  readonly countsFalsy: boolean
  /** What the rate is worked out from. */
  readonly rate:
    | 'window'
    | 'all'
    | 'last calls'
    | 'by their begin'
    | 'without answers'
    | 'before the failure'
    | 'atLeast failures'
    | 'atLeast of all'
    | 'only failures'
    | 'never'
    | 'without atLeast'
    | 'above atLeast'
    | 'at over'
    | 'keeps the window'
    | 'starts anew'
    | 'failures stay'
    | 'after successes'
    | 'instead of failures'
}

export const right: Rules = {
  opensAt: (failures) => failures,
  success: 'sets it to 0',
  afterwards: 'one probe',
  probeFailed: 'open',
  probeSucceeded: 'closed',
  mark: 'is cleared',
  countsFrom: 'now',
  hasDefault: true,
  late: 'ignored',
  answers: 'like a success',
  narrows: false,
  countsNotNow: true,
  aborts: 'nothing',
  timeouts: 'like a failure',
  abortedBefore: 'nothing',
  throwing: 'nothing',
  refusalsRestart: false,
  shared: false,
  countsThrows: true,
  countsFalsy: true,
  rate: 'window',
}
