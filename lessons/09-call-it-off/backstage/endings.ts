import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { withoutScope } from './open.ts'
import type { Played } from './scenes.ts'

/** What was seen, unless the scene could not be played to its end. */
export function diagnoseEnding(run: Run<Played>): Played {
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    withoutScope(run),
    [
      run.outcome === 'rejected',
      `Using the scope threw ${shown(run.reason)}, which is not an error of a task.`,
    ],
  ])
  const { bornAborted, isReused, hung, leftMs, stillRunning } = run.value
  diagnose(run, [
    ...thrownByRun(run),
    [
      bornAborted && isReused,
      '`scope.signal` was aborted before any task had started, because an earlier scope has the same ' +
        'signal. Every scope needs an `AbortController` of its own: make it inside `taskScope`.',
    ],
    [
      bornAborted,
      '`scope.signal` was aborted before any task had started, although `taskScope` was called without ' +
        "a caller's signal. Abort it when a task fails, and not before.",
    ],
    [
      hung === 'block' && run.value.tasks.every(({ endMs }) => endMs !== undefined),
      'Every task had settled, but the block never ended, because a promise of `run` never settled. ' +
        'Whoever awaits a task has to get its result or an error.',
    ],
    [hung === 'block', 'The block never ended, because a promise of `run` never settled.'],
    [
      hung === 'disposal' && stillRunning === 0,
      `Disposing began at ${leftMs} ms and never ended, although no task was running any more. Look ` +
        'for a promise in your disposal that nothing resolves, such as `Promise.race` of an empty list.',
    ],
    [hung === 'disposal', `Disposing began at ${leftMs} ms and never ended.`],
  ])
  return run.value
}

/** Says it if `run` threw. */
export function thrownByRun({ leftovers }: Run<unknown>): [boolean, string][] {
  return leftovers
    .filter(({ kind }) => kind === 'throw')
    .map((left) => [
      true,
      `\`run\` threw ${shown('error' in left && left.error)} at its caller. It should return a ` +
        'promise that rejects; an async function turns every throw into a rejection.',
    ])
}
