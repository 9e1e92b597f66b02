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
    'Yours behaves like a breaker that counts every error. One that `isFailure` returns `false` for, such as a 404 by ' +
      'default, is an answer of a server that works.',
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
      'ended, so it may neither close the circuit nor end a row.',
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
    'Yours behaves like a breaker that wants more than `atLeast` calls. That many are enough.',
  ],
  [
    { rate: 'starts anew' },
    'Yours behaves like a breaker whose window starts anew every `windowMs`, and then knows nothing. It has to look back ' +
      'from each failure.',
  ],
  [
    { rate: 'failures stay' },
    'Yours behaves like a breaker that takes old calls out of its window, but not their failures out of its count.',
  ],
  [
    { rate: 'after successes' },
    'Yours behaves like a breaker that opens after a call that succeeded. Look at the share only when a call fails.',
  ],
  [
    { rate: 'instead of failures' },
    'Yours behaves like a breaker that ignores `failures` if there is a `rate`. Either of them opens it.',
  ],
  [
    { rate: 'at over' },
    'Yours behaves like a breaker that opens when the share of failures is `over`. It has to be above.',
  ],
  [
    { countsThrows: false },
    "Yours behaves like a breaker that doesn't count what `fn` throws before it returns a promise. Call `fn` " +
      'inside the `try`.',
  ],
  [
    { countsFalsy: false },
    "Yours behaves like a breaker that doesn't count `undefined`, `0` and other falsy errors. Whatever `fn` throws ends in " +
      'the `catch`.',
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
    'Yours behaves like a breaker that opens one failure too early.',
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
