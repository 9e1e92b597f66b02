import type { Call, Mark, Trace } from './call.ts'
import { toMicrosecond } from './ms.ts'
import { endOf, inFlight, levelsOf, peaksPerSlice, type Stretch } from './stretches.ts'

/** What happened to the calls of a trace within each slice of time. */
export interface Counts {
  /** Calls that were sent. */
  readonly sent: readonly number[]
  /** Calls that ended well: their outcome is `ok`. */
  readonly answered: readonly number[]
  /** Calls that failed. An error status counts at the end of its body, or at its headers if nobody reads it. */
  readonly failed: readonly number[]
  /** Calls that the client aborted. */
  readonly aborted: readonly number[]
  /** The most calls that were in flight at one moment of the slice. */
  readonly inFlight: readonly number[]
  /** The most calls that waited for a free slot of the server at one moment of the slice. */
  readonly queued: readonly number[]
}

/** Equal slices of time. */
export interface Slices {
  /** When the first slice begins, in ms. */
  readonly fromMs: number
  /** The length of a slice, in ms. */
  readonly sliceMs: number
  /** How many slices there are. */
  readonly slices: number
}

/**
 * Counts what happened in each slice of time. A slice contains its beginning, but not its end. Only the
 * last one contains its end, too. What happened outside of all slices isn't counted.
 * O(n log n + slices) for n calls.
 */
export function countsOf(trace: Trace, slices: Slices): Counts {
  const { calls } = trace
  const endsOf = (...outcomes: readonly Call['outcome'][]): number[] =>
    calls
      .filter(({ outcome }) => outcomes.includes(outcome))
      .map((call) => call.endMs ?? call.headersMs ?? trace.nowMs)
  return {
    sent: countMoments(
      calls.map(({ sentMs }) => sentMs),
      slices,
    ),
    answered: countMoments(endsOf('ok'), slices),
    failed: countMoments(endsOf('http-error', 'network-error'), slices),
    aborted: countMoments(endsOf('aborted'), slices),
    inFlight: peaks(inFlight(trace), slices),
    queued: peaks(inQueue(trace), slices),
  }
}

/** Counts the moments, in ms, within each slice. */
export function countMoments(momentsMs: readonly number[], slices: Slices): number[] {
  const counts = Array.from({ length: slices.slices }, () => 0)
  const endMs = slices.fromMs + slices.sliceMs * slices.slices
  for (const atMs of momentsMs) {
    // Sums of times aren't exact, so a moment a billionth of a slice before a boundary is on it.
    const slice = Math.floor(toMicrosecond(atMs - slices.fromMs) / slices.sliceMs + HAIR)
    const isEnd = slice === slices.slices && atMs <= endMs + HAIR
    // A moment outside of the slices has no count.
    const index = isEnd ? slice - 1 : slice
    const count = counts[index]
    if (count !== undefined) counts[index] = count + 1
  }
  return counts
}

const HAIR = 1e-9

/** When each call waited for a free slot of the server, in ms. */
function inQueue(trace: Trace): Stretch[] {
  return trace.calls.flatMap((call) => {
    const { queuedMs: from, startedMs, clientGoneMs } = call.server ?? {}
    const to = startedMs ?? clientGoneMs ?? endOf(call, trace)
    return from === undefined || to <= from ? [] : [{ from, to }]
  })
}

function peaks(stretches: readonly Stretch[], { fromMs, sliceMs, slices }: Slices): number[] {
  const levels = levelsOf(stretches).map(({ at, count }) => ({
    at: (at - fromMs) / (sliceMs * slices),
    count,
  }))
  return peaksPerSlice(levels, slices)
}

/** A span of time in one state. */
export interface Span {
  /** When it begins, in ms since the recording began. */
  readonly fromMs: number
  /** When it ends; missing if it lasts until the end of the drawing. */
  readonly toMs?: number
  /** The state, in a word or two: `down`. */
  readonly text: string
}

/** Something that is in one state or another over time, such as a circuit breaker. */
export interface Band {
  /** Its name: `server`. */
  readonly label: string
  /** Its states, in order. Between two of them it is in none. */
  readonly spans: readonly Span[]
}

/** The marks of a trace, sorted by what a drawing of counts does with them. */
export interface SortedMarks {
  /** When each of the labels that are counted happened, in ms. */
  readonly counted: ReadonlyMap<string, readonly number[]>
  /** The states that marks like `breaker: open` begin. */
  readonly bands: readonly Band[]
  /** All other marks: vertical lines. */
  readonly lines: readonly Mark[]
}

/**
 * Sorts marks into counted moments, states and vertical lines. A mark `name: state` begins a state, which
 * lasts until the next mark with that name. Without a state (`name:`), it only ends the last one.
 *
 * @param counted - the labels of the marks to count
 */
export function sortMarks(marks: readonly Mark[], counted: readonly string[]): SortedMarks {
  const inOrder = marks.toSorted((a, b) => a.atMs - b.atMs)
  const states = Map.groupBy(inOrder, ({ label }) =>
    counted.includes(label) ? undefined : stateOf(label)?.name,
  )
  return {
    counted: new Map(
      counted.map((label) => [
        label,
        marks.filter((mark) => mark.label === label).map(({ atMs }) => atMs),
      ]),
    ),
    bands: [...states].flatMap(([label, of]) =>
      label === undefined ? [] : [{ label, spans: spansOf(of) }],
    ),
    lines: (states.get(undefined) ?? []).filter(({ label }) => !counted.includes(label)),
  }
}

function stateOf(label: string): { name: string; state: string } | undefined {
  const { name, state } = /^(?<name>[^:]+):(?:\s+(?<state>.*))?$/su.exec(label)?.groups ?? {}
  return name === undefined ? undefined : { name, state: state?.trim() ?? '' }
}

function spansOf(marks: readonly Mark[]): Span[] {
  return marks.flatMap(({ atMs, label }, i) => {
    const text = stateOf(label)?.state ?? ''
    const next = marks[i + 1]
    if (text === '') return []
    return [{ fromMs: atMs, text, ...(next !== undefined && { toMs: next.atMs }) }]
  })
}
