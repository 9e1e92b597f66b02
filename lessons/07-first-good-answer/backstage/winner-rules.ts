import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { endOf, isGood, type Plan } from './scenes.ts'
import { winnerOf } from './words.ts'

/** The signal of the winner is not aborted, so that the body of its Response arrives. */
export function diagnoseWinner({ run, tasks, body }: Played): void {
  const winner = winnerOf(tasks)
  if (winner === undefined) return
  const { number, abortedMs } = winner
  const winMs = endOf(winner.plan)
  const later = tasks.find(
    (task) => task !== winner && endOf(task.plan) === abortedMs && endsAfter(task.plan, winMs),
  )
  const isShared = later?.signal === winner.signal
  const isGoodToo = later !== undefined && isGood(later.plan)
  diagnose(run, [
    [
      isGoodToo && !isShared,
      `Task ${number} won at ${winMs} ms. When task ${later?.number} also succeeded, at ${abortedMs} ms, ` +
        'your code aborted the winner. A task may ignore its signal and succeed after the win. Only the first ' +
        'success may abort the others.',
    ],
    [
      later !== undefined && !isShared,
      `Task ${number} won at ${winMs} ms. When task ${later?.number} failed at ${abortedMs} ms, your code aborted ` +
        'the winner. Once there is a winner, leave its signal alone, however the other tasks end.',
    ],
    [
      abortedMs !== undefined && body?.status === 'rejected',
      `Task ${number} won with a \`Response\`, and its signal was aborted at ${abortedMs} ms, while the body ` +
        `was arriving. Reading the body rejected with ${shown(body?.status === 'rejected' && body.reason)}. Give ` +
        "each task a controller of its own, and don't abort the winner's.",
    ],
    [
      abortedMs !== undefined,
      `Task ${number} won, but its signal was aborted at ${abortedMs} ms. Whatever its value is, a body inside ` +
        "may still be arriving. Give each task a controller of its own, and don't abort the winner's.",
    ],
    [
      body?.status === 'rejected',
      `Task ${number} won with a \`Response\`, but reading its body rejected with ` +
        `${shown(body?.status === 'rejected' && body.reason)}.`,
    ],
  ])
}

/** Whether a task ends after the winner, or succeeds at the same moment. */
const endsAfter = (plan: Plan, winMs: number): boolean =>
  endOf(plan) > winMs || (isGood(plan) && endOf(plan) === winMs)
