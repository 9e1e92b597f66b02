import type { Outcome, Trace } from '../../call.ts'
import {
  countMoments,
  countsOf,
  sortMarks,
  type Band,
  type Counts,
  type Slices,
} from '../../counts.ts'
import { numberText } from '../../number-text.ts'
import { inFlight, levelsOf, peakOf, type Stretch } from '../../stretches.ts'
import { lastMs, makespanOf, type Layout } from '../layout.ts'
import type { Drawing } from '../options.ts'
import { oneLine } from '../text.ts'
import type { CountsOptions } from './options.ts'

/** One counted thing over time, for the terminal and for SVG. */
export interface CountRow {
  /** What is counted; missing for marks. */
  readonly name?: keyof Counts
  readonly label: string
  /** Calls per slice, or calls at one moment of a slice. They have different scales. */
  readonly kind: 'flow' | 'level'
  readonly tone: Outcome | 'plain' | 'mark'
  readonly counts: readonly number[]
  readonly max: number
  /** The sum of all slices. It says nothing for a level. */
  readonly total: number
}

/** The states of one thing, in fractions of the time axis. */
export interface BandRow {
  readonly label: string
  readonly spans: readonly (Stretch & { readonly text: string })[]
}

/** The counts of a trace, laid out. Every drawing turns these into pixels or characters. */
export interface CountsSheet extends Slices {
  readonly rows: readonly CountRow[]
  readonly bands: readonly BandRow[]
  readonly marks: Layout['marks']
  /** The length of the axis: all slices. */
  readonly spanMs: number
  readonly makespanMs: number
  readonly peak: number
  /** What a full height means, by the kind of row, here and in the drawings to compare with. */
  readonly scale: Readonly<Record<CountRow['kind'], number>>
}

type Head = Pick<CountRow, 'name' | 'label' | 'kind' | 'tone'>

const NAMES: readonly (Head & { readonly name: keyof Counts })[] = [
  { name: 'sent', label: 'sent', kind: 'flow', tone: 'plain' },
  { name: 'answered', label: 'answered', kind: 'flow', tone: 'ok' },
  { name: 'failed', label: 'failed', kind: 'flow', tone: 'http-error' },
  { name: 'aborted', label: 'aborted', kind: 'flow', tone: 'aborted' },
  { name: 'inFlight', label: 'in flight', kind: 'level', tone: 'pending' },
  { name: 'queued', label: 'queued', kind: 'level', tone: 'pending' },
]

/** Lays the counts of a trace out, in at most so many slices, as round as possible. */
export function countsSheet(
  trace: Trace,
  options: CountsOptions,
  { fromMs, spanMs, alignWith, glyphs }: Drawing,
  mostSlices: number,
): CountsSheet {
  const all = [trace, ...alignWith]
  const slices = slicesFor(fromMs, spanMs ?? Math.max(...all.map(lastMs)) - fromMs, mostSlices)
  const axis = { fromMs, spanMs: slices.sliceMs * slices.slices }
  const { counted = [], series } = options
  const rowsOfEach = all.map((one) => everyRow(one, counted, slices))
  const used = ({ name }: CountRow): boolean => {
    if (name === undefined || name === 'sent') return true
    if (series !== undefined) return series.includes(name)
    return rowsOfEach.some((rows) => rows.some((row) => row.name === name && row.max > 0))
  }
  const { lines } = sortMarks(trace.marks, counted)
  const most = (kind: CountRow['kind']): number =>
    rowsOfEach
      .flat()
      .filter((row) => row.kind === kind && used(row))
      .reduce((highest, { max }) => Math.max(highest, max), 1)
  const x = (ms: number): number => (ms - fromMs) / axis.spanMs
  const within = (ms: number): number => Math.min(1, Math.max(0, x(ms)))
  return {
    ...slices,
    ...axis,
    rows: (rowsOfEach[0] ?? [])
      .filter(used)
      .map((row) => ({ ...row, label: oneLine(row.label, glyphs.ascii) })),
    bands: bandsOf(trace, options).map(({ label, spans }) => ({
      label: oneLine(label, glyphs.ascii),
      spans: spans
        .filter((span) => span.fromMs < fromMs + axis.spanMs && (span.toMs ?? Infinity) > fromMs)
        .map((span) => ({
          from: within(span.fromMs),
          to: within(span.toMs ?? Infinity),
          text: oneLine(span.text, glyphs.ascii),
        })),
    })),
    marks: lines.map((mark) => ({ ...mark, x: x(mark.atMs) })),
    makespanMs: makespanOf(trace),
    peak: peakOf(levelsOf(inFlight(trace))),
    scale: { flow: most('flow'), level: most('level') },
  }
}

function bandsOf({ marks }: Trace, { bands = [], counted = [] }: CountsOptions): readonly Band[] {
  return [...bands, ...sortMarks(marks, counted).bands]
}

/** The longest texts that a drawing can have beside its rows, known before anything is counted. */
export interface Longest {
  readonly labels: readonly string[]
  readonly measure: string
}

/** Finds the room that labels and numbers need, so that the rest of the width is for the slices. */
export function longestOf(
  trace: Trace,
  options: CountsOptions,
  { alignWith, glyphs }: Drawing,
): Longest {
  const heads = [...NAMES, ...bandsOf(trace, options)].map(({ label }) => label)
  const labels = [...heads, ...(options.counted ?? [])].map((label) => oneLine(label, glyphs.ascii))
  const most = [trace, ...alignWith].flatMap(({ calls, marks }) => [calls.length, marks.length])
  const number = numberText(Math.max(...most))
  return { labels, measure: `max ${number} of ${number}` }
}

function everyRow(trace: Trace, counted: readonly string[], slices: Slices): CountRow[] {
  const counts = countsOf(trace, slices)
  const moments = sortMarks(trace.marks, counted).counted
  const flows = [...moments].map(([label, momentsMs]) =>
    rowOf({ label, kind: 'flow', tone: 'mark' }, countMoments(momentsMs, slices)),
  )
  const rows = NAMES.map((row) => rowOf(row, counts[row.name]))
  return [
    ...rows.filter(({ kind }) => kind === 'flow'),
    ...flows,
    ...rows.filter(({ kind }) => kind === 'level'),
  ]
}

function rowOf(row: Head, counts: readonly number[]): CountRow {
  return {
    ...row,
    counts,
    max: counts.reduce((most, count) => Math.max(most, count), 0),
    total: counts.reduce((sum, count) => sum + count, 0),
  }
}

/** An axis shorter than this would have slices of nanoseconds. */
const SHORTEST_MS = 0.01

/** The lengths of slices, times a power of ten. Lengths like 87.4 ms would let even counts look uneven. */
const MANTISSAS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** Cuts an axis into as many slices as possible of a round length, at most `most`. */
function slicesFor(fromMs: number, spanMs: number, most: number): Slices {
  const length = spanMs >= SHORTEST_MS && Number.isFinite(spanMs) ? spanMs : 1
  const least = length / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(least))
  // A hair of tolerance: 10 ** -1 is not exactly a tenth.
  const mantissa = MANTISSAS.find((m) => m * power >= least * (1 - HAIR)) ?? 10
  const sliceMs = Number((mantissa * power).toPrecision(2))
  return { fromMs, sliceMs, slices: Math.max(1, Math.ceil((length / sliceMs) * (1 - HAIR))) }
}

const HAIR = 1e-9

/** `max 24 of 640` for a flow, and `max 32` for a level, with numbers below each other. */
export function measuresOf(rows: readonly CountRow[]): string[] {
  const longest = (numbers: readonly number[]): number =>
    Math.max(0, ...numbers.map((number) => numberText(number).length))
  const most = longest(rows.map(({ max }) => max))
  const sum = longest(rows.map(({ kind, total }) => (kind === 'flow' ? total : 0)))
  return rows.map(({ kind, max, total }) => {
    const highest = `max ${numberText(max).padStart(most)}`
    return kind === 'flow' ? `${highest} of ${numberText(total).padStart(sum)}` : highest
  })
}

/** Says what a column and its height mean. */
export function scaleText({ sliceMs, scale, rows }: CountsSheet): string {
  const levels = rows.filter(({ kind }) => kind === 'level').map(({ label }) => label)
  const other = levels.length === 0 ? '' : ` (${levels.join(', ')}: ${numberText(scale.level)})`
  return `Each column is ${sliceText(sliceMs)}. Full height is ${numberText(scale.flow)} ${scale.flow === 1 ? 'call' : 'calls'}${other}.`
}

/** The length of a slice, with all its digits. */
function sliceText(ms: number): string {
  return ms >= 10_000 ? `${ms / 1000} s` : `${ms} ms`
}

/** `3 × open`: how often each state of a band began. */
export function statesText({ spans }: BandRow, times: string): string {
  const states = Map.groupBy(spans, ({ text }) => text)
  return [...states].map(([text, { length }]) => `${length} ${times} ${text}`).join(', ')
}
