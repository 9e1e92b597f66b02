import type { Trace } from './call.ts'
import { packLanes } from './draw/lanes.ts'
import { drawingOf, type DrawOptions } from './draw/options.ts'
import { drawTimeline } from './draw/terminal/timeline.ts'
import { wrapText } from './draw/wrap-text.ts'

let mostLines = Infinity

/**
 * Sets how many lines the timelines of a failure may take in this process, so that a message fits the
 * terminal. Timelines that take more are drawn briefly, and then with fewer rows, but never with fewer
 * than 3. A sentence of more than 3 lines leaves less room for them. The default is `Infinity`.
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

/** A sentence with more lines than this takes them from the timelines. */
const sentenceLines = 3

/**
 * Draws what a failure prints below its sentence: the wanted timeline, if there is one, and the actual
 * timeline. Empty if no calls were made and there is no wanted timeline. A wanted timeline that looks like
 * the actual one isn't drawn: then the mistake is not in the times of the calls.
 *
 * Both are drawn in the same form: a row for each call, or lanes.
 */
export function pictures(seen: Trace, goal?: Trace, sentence = ''): string {
  const wanted = goal !== undefined && looksLike(goal, seen) ? undefined : goal
  if (wanted === undefined && seen.calls.length === 0 && seen.dropped === 0) return ''
  const { width } = drawingOf({})
  const most = mostLines - Math.max(0, linesIn(wrapText(sentence, width)) - sentenceLines)
  const drawn = draw(seen, wanted, {})
  return linesIn(drawn) > most ? drawWithin(most, seen, wanted) : drawn
}

/** Whether two timelines have the same bars. */
function looksLike({ calls }: Trace, { calls: others }: Trace): boolean {
  const parts = ['method', 'url', 'client', 'sentMs', 'headersMs', 'endMs', 'status'] as const
  return (
    calls.length === others.length &&
    calls.every((call, i) => parts.every((part) => call[part] === others[i]?.[part]))
  )
}

/** Draws briefly, with as many rows as fit, but at least 3. */
function drawWithin(lines: number, seen: Trace, wanted: Trace | undefined): string {
  // A row takes a line, so more rows than lines never fit.
  let rows = Math.max(3, Math.min(40, lines))
  let drawn = drawBriefly(seen, wanted, rows)
  while (rows > 3 && linesIn(drawn) > lines) drawn = drawBriefly(seen, wanted, --rows)
  return drawn
}

function draw(seen: Trace, wanted: Trace | undefined, options: DrawOptions): string {
  if (wanted === undefined) return drawTimeline(seen, { ...options, title: 'seen' })
  return [
    drawTimeline(wanted, { ...options, title: 'wanted', alignWith: [seen] }),
    drawTimeline(seen, { ...options, title: 'seen', alignWith: [wanted] }),
  ].join('\n\n')
}

/** Draws in as few lines as possible: one time axis for both timelines, and no line between them. */
function drawBriefly(seen: Trace, wanted: Trace | undefined, maxRows: number): string {
  const both = wanted === undefined ? [seen] : [wanted, seen]
  const options: DrawOptions = { brief: true, maxRows, pack: formOf(both, maxRows) }
  const lanes =
    options.pack === 'lanes'
      ? ['A lane shows one call after another, each with the end of its URL.']
      : []
  const title = (trace: Trace): string => (trace === wanted ? 'wanted' : 'seen')
  return [
    ...both.map((trace, i) =>
      drawTimeline(trace, { ...options, title: title(trace), alignWith: both, axis: i === 0 }),
    ),
    ...lanes,
  ].join('\n')
}

/** Lanes if there are many calls and every lane fits. A few calls get a row each. */
function formOf(traces: readonly Trace[], maxRows: number): 'lanes' | 'none' {
  const most = Math.max(...traces.map(({ calls }) => calls.length))
  const fit = traces.every(({ calls, nowMs }) => packLanes(calls, nowMs).length <= maxRows)
  return most > Math.max(maxRows, fewCalls) && fit ? 'lanes' : 'none'
}

const fewCalls = 6

function linesIn(text: string): number {
  return text.split('\n').length
}

/** Adds timelines to a sentence, if there are any. */
export function withPictures(sentence: string, timelines: string): string {
  return timelines === '' ? sentence : `${sentence}\n\n${timelines}`
}
