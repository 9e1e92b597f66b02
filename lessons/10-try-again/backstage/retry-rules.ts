import { HttpError } from '@overlap/lesson-05'
import { carries, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { expected, wantedTrace, type Scene } from './scenes.ts'

/** What `run.value` is, without throwing. */
const valueOf = ({ run }: Played): unknown => (run.outcome === 'fulfilled' ? run.value : undefined)

export const times = (count: number): string =>
  count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`

/** An error, without its message if that has many lines, as with the source of a function in it. */
export function shownLine(reason: unknown): string {
  const text = shown(reason)
  return reason instanceof Error && text.includes('\n') ? `\`${reason.name}\`` : text
}

const retriesText = (count: number): string => (count === 1 ? '1 retry' : `${count} retries`)

/** `fn` is called again after a failure, as often as it should be. */
export function diagnoseAttempts(played: Played, scene: Scene): void {
  const { run, attempts, asked } = played
  const { retries = 2 } = scene
  const wanted = expected(scene)
  const came = attempts.length
  const thrown = scene.errors[0]
  const last = scene.errors[Math.max(0, came - 1) % scene.errors.length]
  const isOwnAbort = last instanceof DOMException && last.name === 'AbortError'
  const option = retriesIn(scene)
  const isReason = (error: unknown): boolean => carries(run.reason, error)
  const called = `\`fn\` was called ${times(came)}`
  diagnose(
    run,
    [
      [
        came === 0 && run.outcome === 'rejected',
        `\`fn\` was never called, and your promise rejected with ${shownLine(run.reason)}, although the options ` +
          'make sense.',
      ],
      [came === 0, '`fn` was never called. Call it with `{ signal, attempt }`.'],
      [
        came === 1 && wanted.attempts > 1 && scene.manner === 'at once' && !isOwnAbort,
        `\`fn\` threw ${shown(thrown)} before it returned a promise, and there was no second attempt. ` +
          'A `.catch()` on its promise misses such an error. `await fn(…)` inside `try` catches both.',
      ],
      [
        came < wanted.attempts && isOwnAbort,
        "`fn` threw an `AbortError` of its own. The caller hadn't aborted and `shouldRetry` " +
          `${asked < came ? 'would have returned' : 'returned'} true, but you didn't retry. Check ` +
          "`signal.aborted`, not the error's name.",
      ],
      [
        came < wanted.attempts && asked < came && !(last instanceof HttpError),
        `\`fn\` failed with ${shown(last)}, and you didn't retry. Your ` +
          "caller's `shouldRetry` would have returned true, but you never called it. `isTransient` is only the " +
          'default.',
      ],
      [
        came === 1 && retries > 1 && wanted.attempts > 1 && run.outcome === 'fulfilled',
        `The first attempt failed, but there was no second, and your promise resolved with ` +
          `${shown(valueOf(played))}. After a failure, pause and call \`fn\` again.`,
      ],
      [
        came < wanted.attempts && run.outcome === 'rejected' && !scene.errors.some(isReason),
        `Attempt ${came} failed, but then your promise rejected with ${shown(run.reason)}, which \`fn\` didn't ` +
          'throw. After a failure, pause and call `fn` again.',
      ],
      [
        came === 1 && retries > 1 && wanted.attempts > 1 && asked === 0,
        "The first attempt failed, and its error went straight to your caller: `shouldRetry` wasn't called. " +
          'If you `return fn(…)` without `await`, `catch` never runs. Await the call inside `try`.',
      ],
      [
        came === 1 && retries > 1 && wanted.attempts > 1,
        "`shouldRetry` returned true after attempt 1, but `fn` wasn't called again, and its error went to your " +
          'caller. Throw only if no retry is left or `shouldRetry` returned false.',
      ],
      [
        came < wanted.attempts && came === retries,
        `${option}, but ${called}: the first attempt was counted as a retry. ` +
          `${retriesText(retries)} after the first attempt make ${retries + 1} attempts.`,
      ],
      [came < wanted.attempts, `${option}, but ${called}. Expected ${wanted.attempts} attempts.`],
      [
        came > wanted.attempts && !wanted.fails && !scene.value,
        `Attempt ${wanted.attempts} returned ${shown(scene.value)}, and you called \`fn\` again. A falsy ` +
          'result is a result, too: whatever `fn` returns ends the retries.',
      ],
      [
        came > wanted.attempts && !wanted.fails,
        `Attempt ${wanted.attempts} succeeded, but ${called}. Return its result.`,
      ],
      [
        came === 3 && scene.retries === 0,
        '`retries: 0`, but there were 3 attempts, as with the default. `retries || 2` turns 0 into 2. ' +
          'Use a default value, or `??`.',
      ],
      [
        came > wanted.attempts,
        `${option}, so ${wanted.attempts} ${wanted.attempts === 1 ? 'attempt' : 'attempts'} at most, but ${called}.`,
      ],
    ],
    wantedTrace(run.trace, scene),
  )
  diagnoseArguments(played)
}

function retriesIn(scene: Scene): string {
  if (scene.retries !== undefined) return `\`retries: ${scene.retries}\``
  return 'retries' in scene ? '`retries: undefined` means 2' : '`retries` is 2 by default'
}

/** What `fn` was given. */
function diagnoseArguments({ run, attempts }: Played): void {
  const numbers = attempts.map(({ attempt }) => attempt)
  diagnose(run, [
    [
      numbers.some((number, i) => number !== i + 1),
      `\`fn\` got \`attempt\` ${few(numbers)}. The first attempt is 1, the first retry is 2, and so on.`,
    ],
    [
      attempts.some(({ signal }) => !(signal instanceof AbortSignal)),
      '`fn` got no `signal`. It may rely on one, even if your caller gave none: pass `{ signal, attempt }`.',
    ],
  ])
}

function few(list: readonly unknown[]): string {
  const texts = list.slice(0, 4).map(String)
  return list.length > 4 ? `${texts.join(', ')} …` : texts.join(', ')
}

/** What the promise of `retry` settled with. */
export function diagnoseResult(played: Played, scene: Scene): void {
  const { run } = played
  const { fails, error, attempts } = expected(scene)
  const { reason } = run
  const value = valueOf(played)
  const which = scene.errors.slice(0, attempts).findIndex((one) => Object.is(one, reason))
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? 'Your promise never settled.'],
    [
      fails && run.outcome === 'fulfilled',
      `Every attempt failed, but your promise resolved with ${shown(value)}, so your caller takes that ` +
        'for the result. When no retry is left, throw the last error.',
    ],
    [
      fails && !Object.is(reason, error) && carries(reason, error),
      `The last attempt failed with ${shown(error)}, but you threw ${shown(reason)}. Your caller would ` +
        'look for `error.status` and not find it. Throw the last error itself, unwrapped.',
    ],
    [
      fails && !Object.is(reason, error) && which >= 0,
      `Your promise rejected with the error of attempt ${which + 1}, ${shown(reason)}. Throw the ` +
        `last error, that of attempt ${attempts}; the earlier ones are out of date.`,
    ],
    [
      fails && !Object.is(reason, error) && shown(reason) === shown(error),
      `The last attempt failed with ${shown(error)}, but your promise rejected with another object that looks ` +
        'the same. Throw the last error itself, not a copy, nor one from an earlier call of `retry`.',
    ],
    [
      fails && !Object.is(reason, error),
      `The last attempt failed with ${shown(error)}, but your promise rejected with ${shown(reason)}. ` +
        `Throw the last error itself${error instanceof HttpError ? ': your caller looks at its `status`' : ', whatever it is'}.`,
    ],
    [
      !fails && run.outcome === 'rejected',
      `Attempt ${attempts} succeeded, but your promise rejected with ${shown(reason)}.`,
    ],
    [
      !fails && !Object.is(value, scene.value),
      `Attempt ${attempts} returned ${shown(scene.value)}, but your promise resolved with ${shown(value)}. ` +
        'Return what `fn` returns.',
    ],
  ])
}
