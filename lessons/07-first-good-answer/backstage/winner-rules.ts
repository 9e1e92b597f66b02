import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { winnerOf } from './words.ts'

/** The signal of the winner is not aborted, so that the body of its Response arrives. */
export function diagnoseWinner({ run, tasks, body }: Played): void {
  const winner = winnerOf(tasks)
  if (winner === undefined) return
  const { number, abortedMs } = winner
  diagnose(run, [
    [
      abortedMs !== undefined && body?.status === 'rejected',
      `Task ${number} won with a \`Response\`, and its signal was aborted at ${abortedMs} ms, while the body ` +
        `was arriving. Reading the body rejected with ${shown(body?.status === 'rejected' && body.reason)}. Give ` +
        "each task a signal of its own, and don't abort the winner's.",
    ],
    [
      abortedMs !== undefined,
      `Task ${number} won, but its signal was aborted at ${abortedMs} ms. Give each task a signal of its own, ` +
        "and don't abort the winner's.",
    ],
    [
      body?.status === 'rejected',
      `Task ${number} won with a \`Response\`, but reading its body rejected with ` +
        `${shown(body?.status === 'rejected' && body.reason)}.`,
    ],
  ])
}
