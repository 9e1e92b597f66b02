import type { Cell } from './cells.ts'
import { cellsOf } from './cells.ts'
import type { Glyphs } from './glyphs.ts'
import type { Stretch } from './in-flight.ts'
import type { Bar } from './layout.ts'

/** A bar in columns of the axis: its first column, and its cells from there on. */
export interface DrawnBar {
  readonly from: number
  readonly cells: readonly Cell[]
}

/** How a bar is finished. */
export interface BarFinish {
  /** In a lane a bar shares its row, so it begins with a name or a sign, and on a whole column. */
  readonly lane: boolean
  /** Written over the beginning of a bar in a lane, if there is room. */
  readonly name: string
  /** Written over its last column: how it ended. */
  readonly sign: string
}

/** A body shorter than this, in columns, is drawn as waiting: its sign would be longer than it. */
export const LEAST_BODY = 0.25

// Times come from additions: what lies within a billionth of a column lies on it.
const HAIR = 1e-9
const ceil = (x: number): number => Math.ceil(x - HAIR)
const halfUp = (x: number): number => ceil(x * 2) / 2
const nearestHalf = (x: number): number => Math.round(x * 2) / 2

/**
 * Draws one call on an axis of `width` columns. It takes one column or more, and does not begin
 * before the call was sent, except in the last column, where no later one is left. In a lane it
 * ends before the column in which the next call can begin, if it is a column long or longer.
 */
export function drawBar(bar: Bar, width: number, glyphs: Glyphs, finish: BarFinish): DrawnBar {
  // Far outside the axis is as good as outside, and costs no cells.
  const column = (x: number): number => Math.min(width + 2, Math.max(-2, x * width))
  const sent = column(bar.waiting.from)
  const headers = column(bar.waiting.to)
  const end = column(bar.receiving.to)
  const style = bar.call.outcome
  const halves = glyphs.waitingLeftHalf !== '' && !finish.lane
  const from = Math.min(halves && end - sent > 1 ? halfUp(sent) : ceil(sent), width - 1)
  const first = Math.floor(from)
  const body = drawBody({ sent, headers, end }, ceil(from), glyphs)
  const waitingTo = body?.at ?? waitingEnd(from, end, glyphs, finish.lane)
  const waits = Array.from({ length: ceil(waitingTo) - first }, (_, i) =>
    waitingGlyph(first + i, from, waitingTo, glyphs),
  )
  if (bar.queued !== undefined) drawQueue(waits, first, bar.queued, width, glyphs)
  const glyphsOfBar = finished([...waits, ...(body?.glyphs ?? [])], glyphs, finish)
  const wasted = finish.lane ? 0 : wastedColumns(bar, width, first + glyphsOfBar.length)
  const cells = [
    ...glyphsOfBar.map((glyph): Cell => ({ glyph, style })),
    ...cellsOf(glyphs.wasted.repeat(wasted), 'faint'),
  ]
  return clipped({ from: first, cells }, { from: sent, to: end }, width, glyphs)
}

function waitingEnd(from: number, end: number, glyphs: Glyphs, lane: boolean): number {
  // The next call of a lane begins in the column after: no hole where there was none.
  if (lane) return Math.max(from + 1, ceil(end))
  if (glyphs.waitingLeftHalf === '') return Math.max(from + 1, Math.round(end))
  return Math.max(from + 0.5, nearestHalf(end))
}

function waitingGlyph(column: number, from: number, to: number, glyphs: Glyphs): string {
  if (from > column) return glyphs.waitingRightHalf
  return to < column + 1 ? glyphs.waitingLeftHalf : glyphs.waiting
}

/** The body of an answer: from which column on, and its glyphs; nothing if it took next to no time. */
function drawBody(
  { sent, headers, end }: { sent: number; headers: number; end: number },
  from: number,
  glyphs: Glyphs,
): { at: number; glyphs: string[] } | undefined {
  if (end - headers < LEAST_BODY) return undefined
  // Whatever took longer has the one column of a short call; otherwise both are seen.
  const waited = headers - sent > HAIR
  if (end - from <= 1 && headers - sent > end - headers) return undefined
  const least = waited && end - from > 1 ? from + 1 : from
  const near = Math.max(least, Math.round(headers))
  const at = near < end ? near : Math.max(least, ceil(end) - 1)
  const eighths = Math.max(1, Math.round((end - (near < end ? at : headers)) * 8))
  const full = glyphs.receiving.at(-1) ?? ''
  const rest = glyphs.receiving[(eighths % 8) - 1] ?? full
  const whole = Array.from({ length: Math.floor(eighths / 8) }, () => full)
  return { at, glyphs: eighths % 8 === 0 ? whole : [...whole, rest] }
}

function drawQueue(
  waits: string[],
  first: number,
  queued: Stretch,
  width: number,
  glyphs: Glyphs,
): void {
  const from = ceil(queued.from * width) - first
  const to = Math.max(from + 1, Math.round(queued.to * width) - first)
  for (let i = Math.max(0, from); i < Math.min(to, waits.length); i += 1) waits[i] = glyphs.queued
}

/** Lays a name over the beginning and a sign over the end, so that the bar itself stays visible. */
function finished(
  bar: readonly string[],
  glyphs: Glyphs,
  { lane, name, sign }: BarFinish,
): string[] {
  const end = sign === '' ? [] : [sign]
  if (!lane) return [...bar.slice(0, bar.length - end.length), ...end]
  const room = bar.length - end.length
  const start =
    name !== '' && name.length < room ? Array.from(name) : [glyphs.laneStart].slice(0, room)
  return [...start, ...bar.slice(start.length, room), ...end]
}

function wastedColumns(bar: Bar, width: number, from: number): number {
  if (bar.wasted === undefined) return 0
  return Math.max(0, Math.min(width, Math.round(bar.wasted.to * width)) - from)
}

/** Cuts what is left or right of the axis, and says so with an arrow. */
function clipped(drawn: DrawnBar, exact: Stretch, width: number, glyphs: Glyphs): DrawnBar {
  const style = drawn.cells[0]?.style ?? 'plain'
  const from = Math.max(0, Math.min(drawn.from, width - 1))
  const cells = drawn.cells.slice(Math.max(0, from - drawn.from)).slice(0, width - from)
  if (cells.length === 0) cells.push({ glyph: glyphs.before, style })
  if (exact.from < -HAIR) cells[0] = { glyph: glyphs.before, style }
  if (exact.to > width + HAIR) cells[cells.length - 1] = { glyph: glyphs.after, style }
  return { from, cells }
}
