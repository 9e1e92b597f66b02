import type { Stretch } from '../../stretches.ts'
import { glyphsFor } from '../glyphs.ts'
import type { Bar } from '../layout.ts'
import type { Names } from '../names.ts'
import { timeText } from '../text.ts'
import { verdictOf } from '../verdict.ts'
import { CHAR, element, escapeXml, textAt } from './document.ts'

/** The place of the chart, in pixels. */
export interface Chart {
  readonly left: number
  readonly width: number
}

/** Height of a row, and of the bar in it. */
export const ROW = 18
const BAR = 11
/** The least width of a bar, in pixels. */
const THINNEST = 2
/** A body shorter than this, in pixels, is drawn as waiting. */
export const LEAST_BODY = 1

const GLYPHS = glyphsFor(false)

/** Draws one call: its stretches, its name if it is in a lane, and a tooltip with all its facts. */
export function svgBar(bar: Bar, chart: Chart, top: number, names: Names, lane: boolean): string {
  const { outcome } = bar.call
  const y = top + (ROW - BAR) / 2
  const [from, to] = span({ from: bar.waiting.from, to: bar.receiving.to }, chart)
  const receives = (bar.receiving.to - bar.receiving.from) * chart.width >= LEAST_BODY
  const headers = receives
    ? Math.min(to - THINNEST, Math.max(from, span(bar.receiving, chart)[0]))
    : to
  // The lane's next bar may start where this one ends: leave a gap between them.
  const end = lane && to - from > 2 * THINNEST ? to - 1 : to
  const parts = [`<title>${escapeXml(storyOf(bar, names))}</title>`]
  // A very thin bar would be invisible in a light colour.
  const hair = to - from <= THINNEST
  if (headers > from && !hair)
    parts.push(outlined(from, Math.min(headers, end), y, `waiting ${outcome}`))
  if (receives || hair) parts.push(rect(hair ? from : headers, end, y, outcome))
  if (bar.queued) parts.push(dashes(span(bar.queued, chart), y, `queued line ${outcome}`))
  if (bar.wasted && !lane) parts.push(dashes(span(bar.wasted, chart), y, `wasted line ${outcome}`))
  if (lane) parts.push(...inLane(bar, { from, to: end }, y, names))
  if (bar.waiting.from < -1e-9) parts.push(textAt(from - 1, y + BAR - 1, '‹', 'faint end'))
  if (bar.receiving.to > 1 + 1e-9) parts.push(textAt(to + 1, y + BAR - 1, '›', 'faint'))
  return element('g', {}, parts.join(''))
}

/** The text of a tooltip: everything that is known about a call. */
function storyOf({ call, durationMs }: Bar, names: Names): string {
  const times = [
    `sent at ${timeText(call.sentMs)}`,
    call.headersMs !== undefined && `headers at ${timeText(call.headersMs)}`,
    call.endMs !== undefined && `ended at ${timeText(call.endMs)}`,
  ].filter((text) => text !== false)
  const ending = [call.status, verdictOf(call, GLYPHS) || 'ok'].filter((text) => text !== undefined)
  const story = `${names.full(call)}: ${timeText(durationMs)}, ${[...new Set(ending.map(String))].join(' ')}`
  return `${story}; ${times.join(', ')}${call.error === undefined ? '' : `; ${call.error}`}`
}

/** A stretch in pixels, cut at the end of the axis, and never too thin to see. */
function span({ from, to }: Stretch, { left, width }: Chart): [number, number] {
  const x = (at: number): number => left + Math.min(1, Math.max(0, at)) * width
  const start = Math.min(x(from), left + width - THINNEST)
  return [start, Math.max(start + THINNEST, x(to))]
}

function rect(from: number, to: number, y: number, classes: string): string {
  const width = Math.max(THINNEST, to - from)
  return element('rect', { class: classes, x: from, y, width, height: BAR, rx: 1.5 })
}

/** A rectangle with an outline of one pixel inside its edges. */
function outlined(from: number, to: number, y: number, classes: string): string {
  const width = Math.max(THINNEST, to - from) - 1
  return element('rect', {
    class: classes,
    x: from + 0.5,
    y: y + 0.5,
    width,
    height: BAR - 1,
    rx: 1.5,
  })
}

function dashes([from, to]: [number, number], y: number, classes: string): string {
  const middle = y + BAR / 2
  return element('line', { class: classes, x1: from, x2: to, y1: middle, y2: middle })
}

/** The name and the sign of a bar in a lane, or as much of them as fits. */
function inLane({ call }: Bar, { from, to }: Stretch, y: number, names: Names): string[] {
  const sign = GLYPHS.signs[call.outcome]
  const room = Math.floor((to - from - 4) / CHAR)
  const texts = [names.short(call), sign].filter((text) => text !== '')
  const text = texts.join(' ').length <= room ? texts.join(' ') : sign
  return text === '' || text.length > Math.max(1, room)
    ? []
    : [textAt(from + 3, y + BAR - 2, text, 'on-bar')]
}
