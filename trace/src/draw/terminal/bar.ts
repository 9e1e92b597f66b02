import type { Glyphs } from '../glyphs.ts'
import type { Bar } from '../layout.ts'
import { cellsOf, type Cell } from './cells.ts'

// A bar is drawn in two steps. `place` says which columns each of its parts takes, in numbers.
// `drawBar` puts glyphs there:
//
//     ╺━━━━━━···━━━████▌╌╌╌╌
//     waiting queued   body wasted

/** A drawn bar: its first column on the axis, and its cells. */
export interface DrawnBar {
  readonly from: number
  readonly cells: readonly Cell[]
}

/** The text on a bar. */
export interface BarFinish {
  /** Whether the bar is in a lane. There it begins with a name or a sign, and has whole columns. */
  readonly lane: boolean
  /** Written over the start of a bar in a lane, if there is room. */
  readonly name: string
  /** Written over the last column: how the call ended. */
  readonly sign: string
}

/** A body shorter than this, in columns, is drawn as waiting, because its glyph would be too long. */
export const LEAST_BODY = 0.25

/**
 * Draws one call on an axis of `width` columns.
 *
 * The bar has at least one column. It does not start before the call was sent, unless only the
 * last column is left. In a lane, a bar of a column or more ends before the column in which the
 * next call can start.
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

/** The moments of a call, in columns and fractions of columns. */
interface Times {
  readonly sent: number
  readonly headers: number
  readonly end: number
}

function timesOf({ waiting, receiving }: Bar, width: number): Times {
  // Moments far outside the axis are moved closer, so that they cost no cells.
  const column = (x: number): number => Math.min(width + 2, Math.max(-2, x * width))
  return { sent: column(waiting.from), headers: column(waiting.to), end: column(receiving.to) }
}

/** Where the parts of a bar are, in columns. */
interface Place {
  /** Where waiting starts: at a column, or in the middle of it. */
  readonly from: number
  /** Where waiting ends and the body starts, at a whole column if there is a body. */
  readonly waitingTo: number
  /** The length of the body, in eighths of a column; 0 without a body. */
  readonly bodyEighths: number
}

/** @param grid - waiting starts and ends on multiples of this: 1 or 0.5 columns */
function placeOf(times: Times, width: number, grid: number, lane: boolean): Place {
  const { sent, end } = times
  const from = Math.min(ceil(sent, end - sent > 1 ? grid : 1), width - 1)
  const body = placeBody(times, ceil(from))
  if (body !== undefined) return { from, waitingTo: body.at, bodyEighths: body.eighths }
  // The next call of a lane starts in the next column: leave no gap before it.
  const waitingTo = Math.max(from + grid, lane ? ceil(end) : round(end, grid))
  return { from, waitingTo, bodyEighths: 0 }
}

/** The first column and the length of the body, or nothing if the body is too short to draw. */
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
  // No column is left after the headers: the body shares the last one with the end of the waiting.
  return { at: Math.max(first, ceil(end) - 1), eighths: eighthsOf(receives) }
}

function waitingGlyph(column: number, { from, waitingTo }: Place, glyphs: Glyphs): string {
  if (from > column) return glyphs.waitingRightHalf
  return waitingTo < column + 1 ? glyphs.waitingLeftHalf : glyphs.waiting
}

/** Draws whole columns, then the rest of the last one as finely as the glyphs allow. */
function bodyGlyphs(eighths: number, { receiving }: Glyphs): string[] {
  const full = receiving.at(-1) ?? ''
  const whole = Array.from({ length: Math.floor(eighths / 8) }, () => full)
  return eighths % 8 === 0 ? whole : [...whole, receiving[(eighths % 8) - 1] ?? full]
}

/** Writes the name over the start and the sign over the end. Part of the bar stays visible. */
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

/** Cuts off what is beyond the axis, and marks each cut with an arrow. */
function clipped(drawn: DrawnBar, { sent, end }: Times, width: number, glyphs: Glyphs): DrawnBar {
  const style = drawn.cells[0]?.style ?? 'plain'
  const from = Math.max(0, Math.min(drawn.from, width - 1))
  const cells = drawn.cells.slice(Math.max(0, from - drawn.from)).slice(0, width - from)
  if (cells.length === 0) cells.push({ glyph: glyphs.before, style })
  if (sent < -HAIR) cells[0] = { glyph: glyphs.before, style }
  if (end > width + HAIR) cells[cells.length - 1] = { glyph: glyphs.after, style }
  return { from, cells }
}

// Times are sums in floating point, so a moment within a billionth of a column counts as on it.
const HAIR = 1e-9

/** The next multiple of `grid`. */
const ceil = (x: number, grid = 1): number => Math.ceil(x / grid - HAIR) * grid

/** The nearest multiple of `grid`. */
const round = (x: number, grid: number): number => Math.round(x / grid) * grid

const eighthsOf = (columns: number): number => Math.max(1, Math.round(columns * 8))

/** The whole columns between two moments, at least one. */
function columnsBetween(from: number, to: number): { from: number; to: number } {
  const first = ceil(from)
  return { from: first, to: Math.max(first + 1, Math.round(to)) }
}
