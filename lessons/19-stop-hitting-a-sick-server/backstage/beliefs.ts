import type { Rules } from './rules.ts'

/** Ways to get a breaker wrong, and for each of them what to say after the fact. */
export const beliefs: readonly (readonly [Partial<Rules>, string])[] = [
  [
    { shared: true },
    'Yours behaves like two breakers that share one state. Keep it inside `circuitBreaker`, so that each breaker has ' +
      'its own.',
  ],
  [
    { answers: 'like a failure' },
    'Yours behaves like a breaker that counts errors for which `isFailure` returns `false`. Such an error is an answer of a ' +
      'server that works.',
  ],
  [
    { answers: 'like a failure by default' },
    'Yours behaves like a breaker that counts every error if there is no `isFailure`. Use `isServerFailure` then: a 404 is ' +
      'an answer of a server that works.',
  ],
  [
    { countsNotNow: false },
    'Yours behaves like a breaker that never counts a status below 500. A 408, 425 or 429 means "not now", so it counts: use ' +
      '`isServerFailure`.',
  ],
  [
    { answers: 'nothing' },
    "Yours behaves like a breaker that ignores an error that isn't a failure. It's an answer of a server that works, so " +
      'treat it like a success.',
  ],
  [
    { answers: 'never ends' },
    "Yours behaves like a breaker that goes on waiting for its probe after an error that isn't a failure. It's an answer of " +
      'a server that works: close.',
  ],
  [
    { late: 'all count' },
    'Yours behaves like a breaker that counts calls which began before it last opened or closed. They say nothing about the server ' +
      'as it is now: ignore them.',
  ],
  [
    { late: 'failures count' },
    'Yours behaves like a breaker that counts late failures, of calls which began before it last opened or closed. They ' +
      'say nothing about the server as it is now: ignore them.',
  ],
  [
    { late: 'successes count' },
    'Yours behaves like a breaker that counts late successes, of calls which began before it last opened or closed. They ' +
      'say nothing about the server as it is now: only the probe may close the circuit.',
  ],
  [
    { aborts: 'like a failure' },
    "Yours behaves like a breaker that counts a caller's abort as a failure. The caller lost interest, and the server " +
      'did nothing wrong.',
  ],
  [
    { aborts: 'like a success' },
    "Yours behaves like a breaker that takes a caller's abort for a success. Nobody knows how that call would have " +
      'ended, so it must neither close the circuit nor reset the count.',
  ],
  [
    { aborts: 'never ends' },
    'Yours behaves like a breaker that waits forever for a probe whose caller has aborted. Let the next call be the probe.',
  ],
  [
    { timeouts: 'nothing' },
    "Yours behaves like a breaker that ignores a `TimeoutError` of the caller's signal. It means that the server was too " +
      'slow, so it counts.',
  ],
  [
    { abortedBefore: 'like a failure' },
    'Yours behaves like a breaker that counts a call whose signal had timed out before it came. Nothing was sent, so it says ' +
      'nothing about the server: reject it before you look at the circuit.',
  ],
  [
    { abortedBefore: 'like a success' },
    'Yours behaves like a breaker that treats a call whose signal had aborted before it came like a success. Nothing was sent, ' +
      'so it says nothing about the server: reject it before you look at the circuit.',
  ],
  [
    { abortedBefore: 'never ends' },
    'Yours behaves like a breaker that takes a call for its probe although the signal had aborted before, and then waits ' +
      'forever for its end. Reject such a call before you look at the circuit.',
  ],
  [
    { throwing: 'never ends' },
    'Yours behaves like a breaker that waits forever for a probe if `isFailure` throws. Let the next call be the probe: end ' +
      'the probe in a `finally`.',
  ],
  [
    { throwing: 'like a failure' },
    'Yours behaves like a breaker that counts an error as a failure if `isFailure` throws. Such an error counts for nothing.',
  ],
  [
    { throwing: 'like a success' },
    'Yours behaves like a breaker that treats an error like a success if `isFailure` throws. Such an error counts for ' +
      'nothing.',
  ],
  [
    { rate: 'never' },
    'Yours behaves like a breaker without a `rate`. Keep the ends of the latest calls, and look at their share of failures ' +
      'whenever a call fails.',
  ],
  [
    { rate: 'all' },
    'Yours behaves like a breaker that works out its rate from all calls. Only those that ended in the last `windowMs` ' +
      'count.',
  ],
  [
    { rate: 'keeps the window' },
    'Yours behaves like a breaker that remembers the calls from before it opened. Then the next failure opens it again: ' +
      'begin with an empty window when it closes.',
  ],
  [
    { rate: 'without atLeast' },
    'Yours behaves like a breaker that ignores `atLeast`. One failure of one call is 100 %, but it says nothing.',
  ],
  [
    { rate: 'above atLeast' },
    'Yours behaves like a breaker that waits for more than `atLeast` calls. `atLeast` calls are enough.',
  ],
  [
    { rate: 'starts anew' },
    'Yours behaves like a breaker that clears its window every `windowMs`. Look back `windowMs` from each failure instead.',
  ],
  [
    { rate: 'failures stay' },
    'Yours behaves like a breaker that takes old calls out of its window, but still counts their failures. Count only the ' +
      'failures within the window.',
  ],
  [
    { rate: 'after successes' },
    'Yours behaves like a breaker that opens after a call that succeeded. Look at the share only when a call fails.',
  ],
  [
    { rate: 'instead of failures' },
    'Yours behaves like a breaker that ignores `failures` if there is a `rate`. Open when either of them is reached.',
  ],
  [
    { rate: 'at over' },
    'Yours behaves like a breaker that opens when the share of failures equals `over`. Open only when it is above `over`.',
  ],
  [
    { countsThrows: false },
    "Yours behaves like a breaker that doesn't count what `fn` throws before it returns a promise. Call `fn` " +
      'inside the `try`.',
  ],
  [
    { countsFalsy: false },
    "Yours behaves like a breaker that doesn't count `undefined`, `0` and other falsy errors. Decide in the " +
      '`catch` that the call failed, whatever the error is.',
  ],
  [
    { opensAt: () => Infinity },
    'Yours behaves like a breaker that never opens. Keep the count outside the function that you return, so that it ' +
      'survives the call, and `await` the call inside the `try`.',
  ],
  [
    { success: 'nothing' },
    'Yours behaves like a breaker that counts all failures there ever were. Count those in a row: a success sets the ' +
      'count to 0.',
  ],
  [
    { success: 'takes 1 off' },
    'Yours behaves like a breaker that takes 1 off its count for a success. A success ends the row: set the count to 0.',
  ],
  [
    { opensAt: (failures) => failures + 1 },
    'Yours behaves like a breaker that opens one failure too late. Count the failure first, then compare with `>=`.',
  ],
  [
    { opensAt: (failures) => failures - 1 },
    'Yours behaves like a breaker that opens one failure too early. Compare the count, this failure included, with `failures`.',
  ],
  [
    { refusalsRestart: true },
    'Yours behaves like a breaker that starts its cool-down anew with each refused call. As long as callers come, it ' +
      'never ends. It begins when the circuit opens.',
  ],
  [
    { probeFailed: 'next probe' },
    "Yours behaves like a breaker whose cool-down doesn't begin anew when a probe fails, so the next call hits the " +
      'server at once. Open the circuit for another `coolDownMs`.',
  ],
  [
    { probeFailed: 'closed' },
    'Yours behaves like a breaker that closes after a failed probe, and then counts up to `failures` again. One failed ' +
      'probe is enough: the server is still sick, so open again.',
  ],
  [
    { probeFailed: 'one less' },
    'Yours behaves like a breaker that closes after a failed probe, and counts on from 1. One failed probe is ' +
      'enough: the server is still sick, so open again.',
  ],
  [
    { probeSucceeded: 'next probe' },
    'Yours behaves like a breaker that goes on letting one call through at a time. After a probe that succeeds, close.',
  ],
  [
    { probeSucceeded: 'one failure opens' },
    'Yours behaves like a breaker that closes, but keeps its old count, so that a single failure opens it. Set the ' +
      'count to 0 when it closes.',
  ],
  [
    { probeSucceeded: 'open' },
    'Yours behaves like a breaker that opens again although its probe succeeded. Close it then.',
  ],
  [
    { probeSucceeded: 'one failure always opens' },
    'Yours behaves like a breaker in which, after its first probe, a single failure opens the circuit. Does it take calls ' +
      'for probes although it has closed?',
  ],
  [
    { probeSucceeded: 'after two' },
    'Yours behaves like a breaker that closes only after two probes. One that succeeds is enough.',
  ],
  [
    { afterwards: 'still open' },
    'Yours behaves like a breaker that stays open forever. After the cool-down, let one call through.',
  ],
  [
    { afterwards: 'closed' },
    'Yours behaves like a breaker that lets everybody through when the cool-down is over, though the server may still be ' +
      'sick. Let one call through, the probe, and refuse the others until it has ended.',
  ],
  [
    { afterwards: 'any number of probes' },
    'Yours behaves like a breaker that lets every call through as a probe until the first one has ended. Note that a ' +
      'probe is in flight before you call `fn`.',
  ],
]
