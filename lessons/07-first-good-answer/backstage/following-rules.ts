import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseLosers } from './loser-rules.ts'
import type { Played } from './play.ts'
import { BODY_MS, endOf, LONGER_MS, type Scene } from './scenes.ts'
import { diagnoseFirst } from './success-rules.ts'
import { isOver, ONABORT_REPLACED, removedTooEarly, tasksText, winnerOf } from './words.ts'

/** The signal of every task follows the caller's, before a task has won and after that. */
export function diagnoseFollowing(played: Played, scene: Scene): void {
  if (isOver(played.tasks, scene)) {
    diagnoseFirst(played)
    diagnoseLosers(played, scene)
    diagnoseWinnerFollows(played, scene)
    diagnose(played.run, [[played.isReplaced, ONABORT_REPLACED]])
  } else diagnoseRunning(played, scene)
}

/** The caller aborts while tasks are running. */
function diagnoseRunning(played: Played, { abortMs = Infinity, abortsInTask }: Scene): void {
  const { run, tasks, caller, isReplaced, removedAtOnce } = played
  const running = tasks.filter(({ plan, timesCalled }) => timesCalled > 0 && endOf(plan) > abortMs)
  const left = running.filter((task) => task.abortedMs !== abortMs)
  const other = running.find(({ signal }) => !Object.is(signal?.reason, caller.reason))
  const aborted = `The caller aborted at ${abortMs} ms`
  diagnose(run, [
    [isReplaced, ONABORT_REPLACED],
    [
      abortsInTask === true && left.length > 0,
      `While your code called task 1, the caller aborted, but your code didn't abort ${tasksText(left)}. A ` +
        'listener that is added after an abort never runs. Add yours before you call any task, or use `AbortSignal.any`.',
    ],
    [left.length > 0 && removedAtOnce, removedTooEarly(aborted)],
    [
      left.some(({ isFaked }) => isFaked),
      `${aborted}. Your code dispatched an \`abort\` event on the signal of a task, but \`signal.aborted\` is still ` +
        '`false`. Call `abort()` of the `AbortController` that the signal belongs to.',
    ],
    [
      left.length > 0,
      `${aborted}, but your code didn't abort ${tasksText(left)}. Each task has to stop when the caller ` +
        'aborts, and also when another task wins.',
    ],
    [
      other !== undefined,
      `${aborted}, with the reason ${shown(caller.reason)}, but the signal of task ${other?.number} has the reason ` +
        `${shown(other?.signal?.reason)}. Pass the caller's reason on, so that the task can read it.`,
    ],
  ])
}

/** After the win, the winner's signal still follows the caller's. */
function diagnoseWinnerFollows({ run, tasks, caller, body }: Played, scene: Scene): void {
  const { abortMs = Infinity } = scene
  const winner = winnerOf(tasks)
  if (winner === undefined || abortMs > LONGER_MS) return
  // Another step judges an earlier abort.
  if (winner.abortedMs !== undefined && winner.abortedMs < abortMs) return
  const winMs = endOf(winner.plan)
  const isArriving = body !== undefined && abortMs < winMs + BODY_MS
  const won =
    `Task ${winner.number} won at ${winMs} ms, and the caller aborted at ${abortMs} ms` +
    (isArriving ? ', while the body was still arriving' : '')
  diagnose(run, [
    [
      winner.abortedMs === undefined,
      `${won}. But the winner's signal didn't abort${isArriving ? ', so the rest of the body was downloaded for nothing' : ''}. ` +
        "Once you have removed your listener, it can't pass on the caller's abort. Give the tasks a signal made " +
        "by `AbortSignal.any`, which follows the caller's without a listener of yours.",
    ],
    [
      winner.abortedMs !== abortMs,
      `${won}, but the winner's signal aborted only at ${winner.abortedMs} ms.`,
    ],
    [
      !Object.is(winner.signal?.reason, caller.reason),
      `${won} with the reason ${shown(caller.reason)}, but the winner's signal has the reason ` +
        `${shown(winner.signal?.reason)}. Pass the caller's reason on.`,
    ],
  ])
}
