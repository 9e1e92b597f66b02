import type { Trace } from './call.ts'
import type { DrawOptions } from './draw/options.ts'
import { drawTimeline } from './draw/terminal/timeline.ts'

let mostLines = Infinity

/**
 * Sets how many lines the timelines of a failure may take in this process, so that a message fits the
 * terminal. Timelines that take more are drawn with their rows alone, and then with fewer rows, but
 * never with fewer than 3. The default is `Infinity`.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { diagnose, setPictureLines } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 50 }, (api) =>
 *   Promise.all([1, 2, 3, 4, 5].map((id) => fetch(api.url(`/products/${id}`)))),
 * )
 * setPictureLines(5)
 * try {
 *   diagnose(run, [[true, 'Five calls were sent.']])
 * } catch (error) {
 *   String(error).split('\n').length // → 7
 * }
 * setPictureLines(Infinity)
 * ```
 */
export function setPictureLines(lines: number): void {
  mostLines = lines
}

/**
 * Draws what a failure prints below its sentence: the wanted timeline, if there is one, and the actual
 * timeline. Empty if no calls were made and there is no wanted timeline.
 */
export function pictures(seen: Trace, wanted?: Trace): string {
  if (wanted === undefined && seen.calls.length === 0 && seen.dropped === 0) return ''
  let drawn = draw(seen, wanted, {})
  for (let maxRows = 40; maxRows >= 3 && linesIn(drawn) > mostLines; maxRows--) {
    drawn = draw(seen, wanted, { brief: true, maxRows })
  }
  return drawn
}

function draw(seen: Trace, wanted: Trace | undefined, options: DrawOptions): string {
  if (wanted === undefined) return drawTimeline(seen, { ...options, title: 'seen' })
  return [
    drawTimeline(wanted, { ...options, title: 'wanted', alignWith: [seen] }),
    drawTimeline(seen, { ...options, title: 'seen', alignWith: [wanted] }),
  ].join('\n\n')
}

function linesIn(text: string): number {
  return text.split('\n').length
}

/** Adds timelines to a sentence, if there are any. */
export function withPictures(sentence: string, timelines: string): string {
  return timelines === '' ? sentence : `${sentence}\n\n${timelines}`
}
