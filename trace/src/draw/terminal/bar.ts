import type { Glyphs } from '../glyphs.ts'
import type { Bar } from '../layout.ts'
import { cellsOf, type Cell } from './cells.ts'

// A bar is drawn in two steps. `place` says which columns each of its parts takes, in numbers.
// `drawBar` puts glyphs there:
//
//     ╺━━━━━━···━━━████▌╌╌╌╌
//     waiting queued   body wasted

/** A bar in columns of the axis: its first column, and its cells from there on. */
export interface DrawnBar {
  readonly from: number
  readonly cells: readonly Cell[]
}

/** How a bar is finished. */
export interface BarFinish {
  /** In a lane a bar shares its row: it begins with a name or a sign, and takes whole columns. */
  readonly lane: boolean
  /** Written over the beginning of a bar in a lane, if there is room. */
  readonly name: string
  /** Written over its last column: how it ended. */
  readonly sign: string
}

/** A body shorter than this, in columns, is drawn as waiting: its glyph would be longer than it. */
export const LEAST_BODY = 0.25

/**
 * Draws one call on an axis of `width` columns. It takes one column or more, and does not begin
 * before the call was sent, except in the last column, where no later one is left. In a lane it
 * ends before the column in which the next call can begin, if it is a column long or longer.
 */
export function drawBar(bar: Bar, width: number, glyphs: Glyphs, finish: BarFinish): DrawnBar {
  const times = timesOf(bar, width)
  const place = placeOf(times, width, finish.lane ? 1 : glyphs.waitingGrid, finish.lane)
  const from = Math.floor(place.from)
  const waiting = Array.from({ length: ceil(place.waitingTo) - from }, (_, i) =>
    waitingGlyph(from + i, place, glyphs),
  )
  if (bar.queued !== undefined) {
    const queued = columnsBetween(bar.queued.from * width, bar.queued.to * width)
    waiting.fill(glyphs.queued, Math.max(0, queued.from - from), Math.max(0, queued.to - from))
  }
  const drawn = finished([...waiting, ...bodyGlyphs(place.bodyEighths, glyphs)], glyphs, finish)
  const wastedTo = finish.lane ? 0 : Math.min(width, Math.round((bar.wasted?.to ?? 0) * width))
  const wasted = glyphs.wasted.repeat(Math.max(0, wastedTo - from - drawn.length))
  const style = bar.call.outcome
  const cells = [...drawn.map((glyph): Cell => ({ glyph, style })), ...cellsOf(wasted, 'faint')]
  return clipped({ from, cells }, times, width, glyphs)
}

/** The moments of a call, in columns and parts of them. */
interface Times {
  readonly sent: number
  readonly headers: number
  readonly end: number
}

function timesOf({ waiting, receiving }: Bar, width: number): Times {
  // Far outside the axis is as good as outside, and costs no cells.
  const column = (x: number): number => Math.min(width + 2, Math.max(-2, x * width))
  return { sent: column(waiting.from), headers: column(waiting.to), end: column(receiving.to) }
}

/** Where the parts of a bar are, in columns. */
interface Place {
  /** Where the waiting begins: on a column, or in the middle of it. */
  readonly from: number
  /** Where the waiting ends. The body begins in the same place, on a whole column. */
  readonly waitingTo: number
  /** How long the body is, in eighths of a column; 0 for none. */
  readonly bodyEighths: number
}

/** `grid`: waiting begins and ends on multiples of this, a whole column or half of one. */
function placeOf(times: Times, width: number, grid: number, lane: boolean): Place {
  const { sent, end } = times
  const from = Math.min(ceil(sent, end - sent > 1 ? grid : 1), width - 1)
  const body = placeBody(times, ceil(from))
  if (body !== undefined) return { from, waitingTo: body.at, bodyEighths: body.eighths }
  // The next call of a lane starts in the next column: leave no hole before it.
  const waitingTo = Math.max(from + grid, lane ? ceil(end) : round(end, grid))
  return { from, waitingTo, bodyEighths: 0 }
}

/** The body's first column and its length; nothing if it is too short to be drawn. */
function placeBody(
  { sent, headers, end }: Times,
  from: number,
): { at: number; eighths: number } | undefined {
  const waits = headers - sent
  const receives = end - headers
  if (receives < LEAST_BODY) return undefined
  const single = end - from <= 1
  // The one column of a short call shows what took longer. Otherwise both have a column or more.
  if (single && waits > receives) return undefined
  const first = waits > HAIR && !single ? from + 1 : from
  const at = Math.max(first, Math.round(headers))
  if (at < end) return { at, eighths: eighthsOf(end - at) }
  // No column is left behind the headers: the body shares the last one with the end of the waiting.
  return { at: Math.max(first, ceil(end) - 1), eighths: eighthsOf(receives) }
}

function waitingGlyph(column: number, { from, waitingTo }: Place, glyphs: Glyphs): string {
  if (from > column) return glyphs.waitingRightHalf
  return waitingTo < column + 1 ? glyphs.waitingLeftHalf : glyphs.waiting
}

/** Whole columns, and what is left of the last one as finely as there are glyphs. */
function bodyGlyphs(eighths: number, { receiving }: Glyphs): string[] {
  const full = receiving.at(-1) ?? ''
  const whole = Array.from({ length: Math.floor(eighths / 8) }, () => full)
  return eighths % 8 === 0 ? whole : [...whole, receiving[(eighths % 8) - 1] ?? full]
}

/** Lays a name over the beginning and a sign over the end, so that the bar itself stays visible. */
function finished(
  bar: readonly string[],
  glyphs: Glyphs,
  { lane, name, sign }: BarFinish,
): string[] {
  const end = sign === '' ? [] : [sign]
  const room = bar.length - end.length
  if (!lane) return [...bar.slice(0, room), ...end]
  const start =
    name !== '' && name.length < room ? Array.from(name) : [glyphs.laneStart].slice(0, room)
  return [...start, ...bar.slice(start.length, room), ...end]
}

/** Cuts what is left or right of the axis, and marks the cut with an arrow. */
function clipped(drawn: DrawnBar, { sent, end }: Times, width: number, glyphs: Glyphs): DrawnBar {
  const style = drawn.cells[0]?.style ?? 'plain'
  const from = Math.max(0, Math.min(drawn.from, width - 1))
  const cells = drawn.cells.slice(Math.max(0, from - drawn.from)).slice(0, width - from)
  if (cells.length === 0) cells.push({ glyph: glyphs.before, style })
  if (sent < -HAIR) cells[0] = { glyph: glyphs.before, style }
  if (end > width + HAIR) cells[cells.length - 1] = { glyph: glyphs.after, style }
  return { from, cells }
}

// Times are sums in floating point: what lies within a billionth of a column lies on it.
const HAIR = 1e-9

/** The next multiple of `grid`. */
const ceil = (x: number, grid = 1): number => Math.ceil(x / grid - HAIR) * grid

/** The nearest multiple of `grid`. */
const round = (x: number, grid: number): number => Math.round(x / grid) * grid

const eighthsOf = (columns: number): number => Math.max(1, Math.round(columns * 8))

/** Whole columns between two moments, one at least. */
function columnsBetween(from: number, to: number): { from: number; to: number } {
  const first = ceil(from)
  return { from: first, to: Math.max(first + 1, Math.round(to)) }
}
