import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { eachCaller } from './call-rules.ts'
import type { Played } from './play.ts'
import type { Scene } from './scene.ts'

/** As soon as one call succeeds, the other one is aborted, and nothing is left. */
export function diagnoseLoser(played: Played, scene: Scene): void {
  const { run } = played
  for (const mine of played.came) {
    eachCaller({ ...played, came: [mine] }, scene, ({ calls, signal }, wanted) => {
      const { winner, endsMs, settledMs: winMs } = wanted
      if (wanted.end !== 'value' || winner === undefined) return []
      const loser = calls[1 - winner]
      const isOver = endsMs[1 - winner]! < winMs
      if (loser === undefined || isOver) return []
      const name = winner === 0 ? 'first' : 'second'
      const other = winner === 0 ? 'second' : 'first'
      const won = `The ${name} call succeeded at ${winMs} ms`
      const { abortedMs = Infinity } = loser
      return [
        [
          abortedMs > winMs && signal !== undefined && loser.signal === signal,
          `${won}, but the ${other} one ran on: you passed on the caller's own signal, which only the caller can ` +
            'abort. Give each call a signal that you can abort, too.',
        ],
        [
          abortedMs === Infinity,
          `${won}, but the ${other} one ran on, until ${endsMs[1 - winner]} ms, though nobody needs its result. A ` +
            'promise that loses a race goes on. Abort the signal of the loser.',
        ],
        [
          abortedMs > winMs,
          `${won}, but the ${other} one was aborted only at ${abortedMs} ms. Abort it as soon as there is a winner.`,
        ],
        [
          abortedMs < winMs,
          `The ${other} call was aborted at ${abortedMs} ms, before any call had succeeded. It could have won.`,
        ],
      ]
    })
  }
  diagnose(run, [
    [
      run.unhandled.length > 0 && (run.unhandled[0] as Error | undefined)?.name === 'AbortError',
      'You aborted the loser, and nothing handled its rejection. In Node, that ends the process. An aborted ' +
        'call rejects, so handle the promise of each call, also after there is a winner.',
    ],
    [
      run.unhandled.length > 0,
      `One call succeeded and the other failed, and nothing handled its rejection with ` +
        `${shown(run.unhandled[0])}. In Node, that ends the process. Handle the promise of each call.`,
    ],
    [
      run.leftovers.some(({ kind }) => kind === 'timer'),
      `Your promise settled at ${run.settledMs} ms, and your timer for the second call is still running. It keeps ` +
        'the process alive until it fires. Clear it when your promise settles, whichever way.',
    ],
  ])
}
