import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseCalls } from './call-rules.ts'
import { OWN, type Played } from './play.ts'
import type { Scene } from './scenes.ts'
import { wantedPicture } from './wanted-picture.ts'

/** If the loop ends early, the tasks that are still running are aborted, and nothing waits for them. */
export function diagnoseBreak(played: Played, scene: Scene): void {
  diagnoseCalls(played, scene)
  const { run, seen, got, leftMs = Infinity } = played
  const how =
    scene.exit === 'throw' ? 'The body of the loop threw' : 'The loop ended early (`break`)'
  const when = `${how} at ${leftMs} ms`
  const running = seen.filter(({ isDone, endMs = Infinity }) => !isDone || endMs > leftMs)
  const unsigned = seen.find(({ signal }) => signal === undefined)
  const goesOn = running.find(({ signal }) => !signal?.aborted)
  const hasty = seen.find(
    ({ abortedMs = Infinity, endMs = Infinity }) => abortedMs < Math.min(leftMs, endMs),
  )
  const late = running.find(({ abortedMs = 0 }) => abortedMs > leftMs)
  const isEmpty = got.length === 0
  diagnose(
    run,
    [
      [
        isEmpty,
        `The loop got no result${run.outcome === 'rejected' ? `, but the error ${shown(run.reason)}` : ''}.`,
      ],
      [
        unsigned !== undefined,
        `Task ${(unsigned?.at ?? 0) + 1} was called without a signal, so nothing can stop it. Call each task with ` +
          "`{ signal }`: a promise can't be aborted, but a task that has a signal can.",
      ],
      [
        hasty !== undefined,
        `The signal of task ${(hasty?.at ?? 0) + 1} aborted at ${hasty?.abortedMs} ms, but the loop was still reading. Abort ` +
          'the tasks only when the loop ends.',
      ],
      [
        run.outcome === 'never-settles',
        `${when}, and then your code waited forever. A task may ignore its signal, so don't wait for it.`,
      ],
      [
        goesOn !== undefined && !seen.some(({ signal }) => signal?.aborted),
        `${when}, and task ${(goesOn?.at ?? 0) + 1} went on, though nobody will use its result. When a loop ends early, the ` +
          'generator returns at its `yield`, and only its `finally` blocks still run. Abort the signals there.',
      ],
      [
        goesOn !== undefined,
        `${when}. Some signals aborted, but not that of task ${(goesOn?.at ?? 0) + 1}, which was still running. Abort the signals ` +
          'of all tasks that have not ended.',
      ],
      [
        late !== undefined,
        `${when}, but task ${(late?.at ?? 0) + 1} was aborted only at ${late?.abortedMs} ms. Abort the rest right away.`,
      ],
      [
        run.settledMs > leftMs,
        `${when}, but the code after it went on only at ${run.settledMs} ms. Abort the rest, and don't wait for it: ` +
          'a task may ignore its signal.',
      ],
      [
        run.outcome === 'rejected' && !Object.is(run.reason, OWN),
        `${when}, and then your code threw ${shown(run.reason)}. Ignore the error of a task that you have aborted.`,
      ],
    ],
    goesOn || late ? wantedPicture(run.trace, leftMs) : undefined,
  )
}
