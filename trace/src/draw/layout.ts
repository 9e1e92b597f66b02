import type { Call, Trace } from '../call.ts'
import { toMicrosecond } from '../ms.ts'
import { inFlight, levelsOf, peakOf, type Level, type Stretch } from '../stretches.ts'
import { barEndMs, inSendOrder, packLanes } from './lanes.ts'

/**
 * The bar of one call, in fractions of the time axis: 0 is the start of the axis, 1 its end. If the
 * axis is shorter than the trace, a stretch may lie outside of it.
 */
export interface Bar {
  readonly call: Call
  /** From being sent to the headers. */
  readonly waiting: Stretch
  /** From the headers to the end of the body. */
  readonly receiving: Stretch
  /** The part of waiting in the server's queue, if the server reported it. */
  readonly queued?: Stretch
  /** The work of the server on an aborted call after its end. */
  readonly wasted?: Stretch
  readonly durationMs: number
}

/** A row of bars that do not overlap. */
export interface LaneOfBars {
  readonly client: string
  readonly number: number
  readonly bars: readonly Bar[]
}

/** A trace in fractions of the axis. Every drawing turns these into pixels or characters. */
export interface Layout {
  readonly bars: readonly Bar[]
  readonly lanes: readonly LaneOfBars[]
  readonly clients: readonly string[]
  /** The number of calls in flight over time. A call counts until its headers, which free its slot. */
  readonly inFlight: readonly Level[]
  readonly peak: number
  readonly marks: readonly { readonly x: number; readonly label: string; readonly atMs: number }[]
  readonly fromMs: number
  readonly spanMs: number
  /** From the first call being sent to the last end, or to now if a call is pending. */
  readonly makespanMs: number
}

/** Options of {@link layOut}. */
export interface LayoutOptions {
  readonly fromMs?: number | undefined
  readonly spanMs?: number | undefined
}

/** An axis shorter than this would have ticks of nanoseconds. */
const SHORTEST_MS = 0.01

/** When the last event of a drawing happens. */
export function lastMs(trace: Trace): number {
  const moments = [
    ...trace.calls.map((call) => Math.max(barEndMs(call, trace.nowMs), wastedUntil(call))),
    ...trace.marks.map((mark) => mark.atMs),
  ]
  return moments.reduce((last, ms) => Math.max(last, ms), 0)
}

/** Lays a trace out. O(n log n) for n calls. Packing them costs O(n × lanes). */
export function layOut(trace: Trace, options: LayoutOptions = {}): Layout {
  const { fromMs = 0 } = options
  const spanMs = options.spanMs ?? lastMs(trace) - fromMs
  // An axis needs a length, even if everything happened at its start.
  const long = spanMs >= SHORTEST_MS && Number.isFinite(spanMs)
  const axis: Axis = { fromMs, spanMs: long ? spanMs : 1, nowMs: trace.nowMs }
  const barOf = new Map(trace.calls.map((call) => [call, layOutCall(call, axis)]))
  const barsOf = (calls: readonly Call[]): Bar[] => calls.flatMap((call) => barOf.get(call) ?? [])
  const bars = barsOf(inSendOrder(trace.calls))
  const levels = levelsOf(inFlight(trace))
  return {
    bars,
    lanes: packLanes(trace.calls, trace.nowMs).map((lane) => ({
      ...lane,
      bars: barsOf(lane.calls),
    })),
    clients: [...new Set(trace.calls.map((call) => call.client))],
    inFlight: levels.map(({ at, count }) => ({ at: fraction(at, axis), count })),
    peak: peakOf(levels),
    marks: trace.marks.map((mark) => ({ ...mark, x: fraction(mark.atMs, axis) })),
    fromMs: axis.fromMs,
    spanMs: axis.spanMs,
    makespanMs: makespanOf(trace),
  }
}

interface Axis {
  readonly fromMs: number
  readonly spanMs: number
  readonly nowMs: number
}

function fraction(atMs: number, axis: Axis): number {
  return (atMs - axis.fromMs) / axis.spanMs
}

function stretch(fromMs: number, toMs: number, axis: Axis): Stretch {
  return { from: fraction(fromMs, axis), to: fraction(toMs, axis) }
}

function layOutCall(call: Call, axis: Axis): Bar {
  const sentMs = toMicrosecond(call.sentMs)
  const endMs = barEndMs(call, axis.nowMs)
  const headersMs = Math.min(endMs, Math.max(sentMs, toMicrosecond(call.headersMs ?? endMs)))
  const { queuedMs, startedMs = endMs } = call.server ?? {}
  const queueEndMs = Math.min(startedMs, headersMs)
  const wastedMs = wastedUntil(call)
  return {
    call,
    waiting: stretch(sentMs, headersMs, axis),
    receiving: stretch(headersMs, endMs, axis),
    ...(queuedMs !== undefined &&
      queueEndMs > queuedMs && { queued: stretch(queuedMs, queueEndMs, axis) }),
    ...(wastedMs > endMs && { wasted: stretch(endMs, wastedMs, axis) }),
    durationMs: endMs - sentMs,
  }
}

/** When the server finished its work on an aborted call; 0 if the call was not aborted. */
function wastedUntil(call: Call): number {
  return call.outcome === 'aborted' ? (call.server?.doneMs ?? 0) : 0
}

/** From the first call being sent to the last end, or to now if a call is pending. */
export function makespanOf({ calls, nowMs }: Trace): number {
  if (calls.length === 0) return 0
  const ends = calls.map((call) => barEndMs(call, nowMs))
  const lastMs = ends.reduce((last, ms) => Math.max(last, ms))
  return (
    lastMs - calls.reduce((first, { sentMs }) => Math.min(first, toMicrosecond(sentMs)), Infinity)
  )
}
