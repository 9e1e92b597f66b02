import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Played } from './play.ts'
import { BODY_MS, endOf, LONGER_MS, type Scene } from './scenes.ts'
import { winnerOf } from './words.ts'

/** After the win, the winner's signal still follows the caller's. */
export function diagnoseFollowing({ run, tasks, caller, body }: Played, scene: Scene): void {
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
      `${won}. But the winner's signal didn't abort${isArriving ? ', so the body arrived for nobody' : ''}. ` +
        'A listener that you have removed passes nothing on. Give the tasks a signal made by ' +
        "`AbortSignal.any`, which follows the caller's without a listener of yours.",
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
