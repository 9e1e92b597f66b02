import type { Rules } from './rules.ts'

/** Ways to get the stars of a breaker wrong, and for each of them what to say after the fact. */
export const starBeliefs: readonly (readonly [Partial<Rules>, string])[] = [
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
    "Yours behaves like a breaker that counts a caller's abort as a success. Nobody knows how that call would have " +
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
    'Yours behaves like a breaker that uses an already aborted call as its probe, and then waits forever for its ' +
      'end. Reject such a call before you look at the circuit.',
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
    { rate: 'before the failure' },
    'Yours behaves like a breaker that works out its rate before it counts the call that failed. Put the call into the window ' +
      'first.',
  ],
  [
    { rate: 'never' },
    'Yours behaves like a breaker without a `rate`. Keep how the latest calls ended, and look at their share of failures ' +
      'whenever a call fails.',
  ],
  [
    { rate: 'all' },
    'Yours behaves like a breaker that works out its rate from all calls. Only those that ended in the last `windowMs` ' +
      'count.',
  ],
  [
    { rate: 'without answers' },
    "Yours behaves like a breaker that leaves errors that aren't failures out of its window. They are answers of a server that " +
      'works, so they count as calls that succeeded.',
  ],
  [
    { rate: 'last calls' },
    'Yours behaves like a breaker that looks only at the last `atLeast` calls. All calls that ended ' +
      'within the last `windowMs` count, and no others.',
  ],
  [
    { rate: 'by their begin' },
    'Yours behaves like a breaker that keeps when each call began. A call counts if it ended within the last `windowMs`: note ' +
      'the time when it ends.',
  ],
  [
    { rate: 'atLeast failures' },
    'Yours behaves like a breaker that compares `atLeast` with the number of failures. It is a number of calls: count those that ' +
      'succeeded, too.',
  ],
  [
    { rate: 'atLeast of all' },
    'Yours behaves like a breaker that compares `atLeast` with the number of all calls. Compare it with those that ended in the ' +
      'last `windowMs`.',
  ],
  [
    { rate: 'only failures' },
    'Yours behaves like a breaker whose window has only failures, so their share is always 100 %. Put every call into the ' +
      'window, and divide by their number.',
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
]
