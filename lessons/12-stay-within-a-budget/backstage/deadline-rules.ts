import { carries, count, ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playedIn, valueOf, wrongEnding, type Rule } from './budget-rules.ts'
import { RESULT, type Played } from './play.ts'
import { down, draws, expectedOf, waitOf } from './scene.ts'
import { waitedOtherwise } from './wait-rules.ts'

/** At the deadline everything ends: no call, attempt or wait goes on. */
export const endsAtDeadline: Rule = {
  drawn: fc.record({
    failures: draws.failures,
    latencyMs: draws.latencyMs,
    waitsMs: draws.waitsMs,
    retries: fc.constantFrom(1, 3, 7),
    grants: fc.constant(99),
    deadlineMs: draws.deadlineMs,
    abortMs: fc.constantFrom(undefined, Infinity),
  }),
  first: [
    { ...down, latencyMs: 1000, deadlineMs: -1, durationMs: 550 },
    { ...down, deadlineMs: 155 },
    { ...down, latencyMs: 500, deadlineMs: 405 },
    { ...down, deadlineMs: 155, abortMs: Infinity },
    { ...down, latencyMs: 500, deadlineMs: 405, abortMs: Infinity },
    { ...down, latencyMs: 200, deadlineMs: 405 },
    { ...down, failures: 1, deadlineMs: 405 },
    { ...down, failures: 0, deadlineMs: -5 },
    { ...down, failures: 0, latencyMs: 300, deadlineMs: 205, isDeaf: true },
  ],
  judge(run, scene) {
    const [played] = playedIn(run) as [Played]
    const { deadlineMs = 0, durationMs } = scene
    const { settledMs, startsMs } = played
    const expected = expectedOf(scene)
    const wasRunning = startsMs.length > played.errors.length
    const lastEndMs = (startsMs.at(-1) ?? 0) + scene.latencyMs
    const lateMs = startsMs.find((ms) => ms > Math.max(0, deadlineMs))
    const open = run.trace.calls.find(({ endMs = Infinity }) => endMs > Math.max(0, deadlineMs))
    diagnose(run, [
      [
        durationMs !== undefined && settledMs === durationMs,
        `\`deadlineMs\` was ${durationMs}, a moment that had passed, but your code ran for ${settledMs} ms. ` +
          '`deadlineMs` is a moment on the clock of `performance.now()`, and your code used it as a duration.',
      ],
    ])
    // Another scene is about a deadline that has passed.
    if (durationMs !== undefined) return
    const callersAlone = played.caller !== undefined && played.signals[0] === played.caller
    const whatWentOn =
      lateMs === undefined ? 'the attempt went on' : `an attempt began at ${lateMs} ms`
    diagnose(run, [
      [
        deadlineMs < 0 && startsMs.length > 0,
        'The deadline had passed before the call, but `work` was still called. If no time is left, ' +
          'reject with a TimeoutError.',
      ],
      [
        deadlineMs > 0 && startsMs.length === 0,
        `The deadline was ${deadlineMs} ms away, but \`keepTrying\` ${ending(played.end)} without an attempt. ` +
          'Compare `deadlineMs` with `performance.now()` and with no other clock.',
      ],
      [
        callersAlone && (lateMs !== undefined || open !== undefined),
        `After the deadline at ${deadlineMs} ms, ${whatWentOn}: \`work\` got the caller's signal, which ` +
          "doesn't abort at the deadline. `withDeadline` passes a signal that aborts for both. Make sure that " +
          "the caller's signal doesn't replace it.",
      ],
      [
        lateMs !== undefined && settledMs <= deadlineMs,
        `The deadline was at ${deadlineMs} ms. Your caller got its error then, but the retries went on: an ` +
          `attempt began at ${lateMs} ms. Pass the signal that aborts at the deadline to \`retry\`.`,
      ],
      [
        lateMs !== undefined,
        `The deadline was at ${deadlineMs} ms, but an attempt began at ${lateMs} ms. The wait before it went on past ` +
          'the deadline. One deadline has to end all attempts and all waits.',
      ],
      [
        deadlineMs > 0 && settledMs > deadlineMs && lastEndMs <= deadlineMs,
        `The deadline was at ${deadlineMs} ms, and your caller waited until ${settledMs} ms. A wait was going on at ` +
          'the deadline. One deadline has to end all attempts and all waits.',
      ],
      [
        deadlineMs > 0 && settledMs > deadlineMs,
        `The deadline was at ${deadlineMs} ms, and your caller waited until ${settledMs} ms. When the deadline ` +
          'comes, abort the attempt that is running, and reject.',
      ],
      ...waitedOtherwise(played, scene),
      [
        settledMs < expected.settledMs &&
          startsMs.length < expected.attempts &&
          settledMs + waitOf(scene, startsMs.length) < deadlineMs,
        `Attempt ${startsMs.length} failed, and \`keepTrying\` ${ending(played.end)} at ${settledMs} ms. The wait would ` +
          `have ended at ${settledMs + waitOf(scene, startsMs.length)} ms, before the deadline at ${deadlineMs} ms. ` +
          'Compare `deadlineMs` with `performance.now()` and with no other clock.',
      ],
      [
        expected.end === 'timeout' && played.end.status === 'fulfilled',
        `No attempt had succeeded by the deadline, but \`keepTrying\` ${ending(played.end)}.`,
      ],
      [
        expected.end === 'timeout' && wasRunning && !isTimeout(reasonOf(played.end)),
        `An attempt was still running at the deadline, and \`keepTrying\` ${ending(played.end)}. Reject with a ` +
          'TimeoutError, as lesson 08 does.',
      ],
      [
        expected.end === 'timeout' &&
          (settledMs < Math.max(0, deadlineMs) || !isTimeout(reasonOf(played.end))),
        `Expected a TimeoutError at ${Math.max(0, deadlineMs)} ms, because attempt ${expected.attempts} was running then, ` +
          `but \`keepTrying\` ${ending(played.end)} at ${settledMs} ms.`,
      ],
      [
        expected.end === 'timeout' && open !== undefined && !scene.isDeaf,
        'At the deadline your caller got its error, but the call went on. Pass the signal that aborts at ' +
          'the deadline to `work`.',
      ],
      [
        expected.end === 'value' && valueOf(played) !== RESULT,
        `An attempt succeeded at ${expected.settledMs} ms, before the deadline at ${deadlineMs} ms, but ` +
          `\`keepTrying\` ${ending(played.end)}.`,
      ],
      ...(expected.stop === 'retries' ? wrongEnding(played, expected.end) : []),
    ])
  },
}

/** Whether an error is a TimeoutError, or wraps one. */
function isTimeout(error: unknown): boolean {
  const { name, cause } = (error ?? {}) as { readonly name?: unknown; readonly cause?: unknown }
  return name === 'TimeoutError' || (cause !== undefined && isTimeout(cause))
}

/** No wait begins that can't end before the deadline, and `delayMs` is called once for each. */
export const beginsNoPointlessWait: Rule = {
  drawn: fc.record({
    failures: fc.constantFrom(1, 2, 3, 99),
    latencyMs: draws.latencyMs,
    waitsMs: draws.waitsMs,
    retries: fc.constantFrom(3, 7, 13),
    grants: fc.constant(99),
    deadlineMs: draws.deadlineMs,
  }),
  first: [
    { ...down, waitsMs: [100, 300], deadlineMs: 505 },
    // The wait would end at the deadline: no time is left then.
    { ...down, deadlineMs: 200 },
  ],
  judge(run, scene) {
    const [played] = playedIn(run) as [Played]
    const { deadlineMs = 0 } = scene
    const { settledMs, asked, errors, startsMs } = played
    const expected = expectedOf(scene)
    const isPointless = expected.stop === 'time'
    const wrongError = asked.findIndex(({ error }, i) => !carries(error, errors[i]))
    const wrongNumber = asked.findIndex(({ attempt }, i) => attempt !== i + 1)
    const nextMs = expected.settledMs + waitOf(scene, expected.attempts)
    diagnose(run, [
      [
        asked.some(({ error }) => error === undefined),
        "`delayMs` was called without the error, so it can't see a `Retry-After`. Call it with the attempt " +
          'and its error.',
      ],
      [
        asked.length > errors.length,
        `${count(errors.length, 'attempt')} failed, and \`delayMs\` was called ${asked.length} times. It draws a random ` +
          "wait each time, so the wait that you check isn't the wait that follows. Call it once for each failure.",
      ],
      [
        wrongError >= 0,
        `Attempt ${wrongError + 1} failed with ${shown(errors[wrongError])}, but \`delayMs\` was called with ` +
          `${shown(asked[wrongError]?.error)}.`,
      ],
      [
        wrongNumber >= 0,
        `After attempt ${wrongNumber + 1}, \`delayMs\` was called with attempt ` +
          `${shown(asked[wrongNumber]?.attempt)}.`,
      ],
      ...waitedOtherwise(played, scene),
      [
        isPointless && settledMs > expected.settledMs,
        `Your caller waited until ${settledMs} ms for nothing. An attempt failed at ${expected.settledMs} ms, and the ` +
          `next wait would have ended at ${nextMs} ms, but the deadline was at ${deadlineMs} ms. If a wait ` +
          "doesn't end before the deadline, reject right away.",
      ],
      [
        isPointless && startsMs.length < expected.attempts,
        `Attempt ${startsMs.length} failed, and the wait after it would have ended before the deadline at ` +
          `${deadlineMs} ms. Expected another attempt.`,
      ],
      ...(isPointless ? wrongEnding(played, 'error') : []),
    ])
  },
}
