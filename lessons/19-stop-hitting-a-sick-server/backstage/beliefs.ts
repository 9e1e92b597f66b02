import type { Rules } from './rules.ts'
import { starBeliefs } from './star-beliefs.ts'

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
    { narrows: true },
    'Yours behaves like a breaker that counts an error only if `isServerFailure` agrees, even if there is an `isFailure`. Then ' +
      '`isFailure` decides alone.',
  ],
  [
    { answers: 'reopens the circuit' },
    "Yours behaves like a breaker that opens again if its probe ends with an error that isn't a failure. It's an answer of " +
      'a server that works: close.',
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
    "Yours behaves like a breaker that keeps waiting for its probe after an error that isn't a failure. It's an answer of " +
      'a server that works: close.',
  ],
  [
    { mark: 'stays after another error' },
    "Yours behaves like a breaker that clears its mark for a probe only if the probe succeeds or fails. An error that isn't a " +
      'failure ends the probe, too. Now the circuit has opened again, and the old mark still keeps all probes away.',
  ],
  [
    { mark: 'lets one failure open after another error' },
    "Yours behaves like a breaker that a single failure opens again after a probe ended with an error that isn't a failure. " +
      'Close the circuit, clear the mark for the probe, and set the count to 0, as after a success.',
  ],
  ...starBeliefs,
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
    { hasDefault: false },
    'Yours behaves like a breaker that counts nothing if there is no `isFailure`. Use `isServerFailure` from ' +
      '`is-server-failure.ts` then.',
  ],
  [
    { opensAt: () => Infinity },
    'Yours behaves like a breaker that never opens. Keep the count outside the function that you return, so that it ' +
      'survives the call, and `await` the call inside the `try`.',
  ],
  [
    { countsFrom: 'the begin' },
    'Yours behaves like a breaker that reads its count before the call and writes it afterwards. Other calls may fail in the ' +
      'meantime, and then their failures are lost. Read the count when the call has failed.',
  ],
  [
    { success: 'nothing' },
    'Yours behaves like a breaker that counts all failures since the start. Count only consecutive ones: a success sets ' +
      'the count to 0.',
  ],
  [
    { success: 'takes 1 off' },
    'Yours behaves like a breaker that subtracts 1 for a success. A success ends the streak: set the count to 0.',
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
    'Yours behaves like a breaker that restarts its cool-down with each refused call. As long as callers come, it ' +
      'never ends. It begins when the circuit opens.',
  ],
  [
    { probeFailed: 'next probe' },
    "Yours behaves like a breaker whose cool-down doesn't restart when a probe fails, so the next call hits the " +
      'server at once. Open the circuit for another `coolDownMs`, even after a single failure.',
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
    'Yours behaves like a breaker that keeps letting one call through at a time. After a probe that succeeds, close.',
  ],
  [
    { probeSucceeded: 'one failure opens' },
    'Yours behaves like a breaker that closes, but keeps its old count, so that a single failure opens it again. Set the ' +
      'count to 0 when it closes.',
  ],
  [
    { probeSucceeded: 'open' },
    'Yours behaves like a breaker that opens again although its probe succeeded. Close it then.',
  ],
  [
    { probeSucceeded: 'one failure always opens' },
    'Yours behaves like a breaker in which, after its first probe, a single failure opens the circuit. Is the ' +
      'mark for a probe still set although it has closed?',
  ],
  [
    { mark: 'stays after a success' },
    'Yours behaves like a breaker that keeps its mark for a probe when the probe succeeds and the circuit closes. Now the circuit ' +
      'has opened again, and the old mark keeps all probes away. Clear it when the probe ends.',
  ],
  [
    { mark: 'stays after a failure' },
    'Yours behaves like a breaker that keeps its mark for a probe when the probe fails, so there is never another probe. ' +
      'Clear it when the probe ends.',
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
    { afterwards: 'those that come together' },
    'Yours behaves like a breaker that lets calls through together if they come at the same moment. Check whether a probe is in ' +
      'flight and mark yours without an `await` in between.',
  ],
  [
    { afterwards: 'any number of probes' },
    'Yours behaves like a breaker that lets every call through as a probe until the first one has ended. Mark that ' +
      'a probe is in flight before you call `fn`.',
  ],
]
