import type { Run } from '@overlap/mock-server'
import { reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { thrownByRun } from './endings.ts'
import { isFalsy, whyOdd } from './odd-values.ts'
import type { Late } from './play-late.ts'

/** A scope that has failed, was aborted by its caller or is disposed of starts nothing. */
export function diagnoseLate(run: Run<Late>, error: unknown): void {
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [run.outcome === 'rejected', `Using the scope threw ${shown(run.reason)}.`],
    ...thrownByRun(run),
  ])
  const { started, results } = run.value
  const wrong = results.find(
    ({ abortedBy, result }) => abortedBy && !Object.is(reasonOf(result), error),
  )
  const why = wrong?.abortedBy === 'the caller' ? 'The caller had aborted' : 'The scope had failed'
  const came = shown(reasonOf(wrong?.result))
  diagnose(run, [
    [
      // Errors that are not falsy are tried first.
      started.length > 0 && isFalsy(error),
      `\`run\` called its task although the scope ${started[0]}. ${whyOdd(error)}`,
    ],
    [
      started.length > 0,
      `\`run\` called its task although the scope ${[...new Set(started)].join(', or ')}. Nobody needs its ` +
        "result any more. Don't call the task; reject instead.",
    ],
    [
      results.some(({ result }) => result === undefined),
      "`run` didn't call the task, but its promise never settled. Reject, so that the caller knows.",
    ],
    [
      results.some(({ result }) => result?.status === 'fulfilled'),
      "`run` didn't call the task, but its promise resolved. Reject, so that the caller knows.",
    ],
    [
      wrong !== undefined && isFalsy(error),
      `${why} with ${shown(error)}, but \`run\` rejected with ${came}. ${whyOdd(error)}`,
    ],
    [
      wrong?.abortedBy === 'the caller',
      `${why} with ${shown(error)}, but \`run\` rejected with ${came}. Reject with the caller's reason: it ` +
        'is `scope.signal.reason`.',
    ],
    [
      wrong !== undefined,
      `${why} with ${shown(error)}, but \`run\` rejected with ${came}. Reject with the error that closed ` +
        'the scope.',
    ],
  ])
}
