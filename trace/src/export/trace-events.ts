import type { Call, Trace } from '../call.ts'
import { barEndMs, packLanes } from '../draw/lanes.ts'
import { namesFor } from '../draw/names.ts'
import type { Names } from '../draw/names.ts'
import { inFlight, levelsOf } from '../stretches.ts'

/** One event of the Chrome trace event format. */
export interface TraceEvent {
  /** `X` a slice, `C` a counter, `i` an instant, `M` metadata. */
  readonly ph: 'X' | 'C' | 'i' | 'M'
  /** The event's name. */
  readonly name: string
  /** Always 1: everything is drawn as one process. */
  readonly pid: 1
  /** The lane, from 1; 0 for events without a lane. */
  readonly tid: number
  /** Time in µs since the recording began. Metadata has no time. */
  readonly ts?: number
  /** Duration in µs. Slices only. */
  readonly dur?: number
  /** The category: the outcome of the call. Slices only. */
  readonly cat?: string
  /** Scope of an instant: `g`, global. */
  readonly s?: 'g'
  /** All other facts. */
  readonly args?: Readonly<Record<string, string | number>>
}

/** A document in the Chrome trace event format. */
export interface TraceEvents {
  /** The unit of the display. */
  readonly displayTimeUnit: 'ms'
  /** Metadata first, then events by time. A slice comes before the slices within it. */
  readonly traceEvents: readonly TraceEvent[]
}

/** Options of {@link toTraceEvents}. */
export interface TraceEventsOptions {
  /** The name of the process. Default `overlap`. */
  readonly process?: string
}

/**
 * Makes a document in the Chrome trace event format, which https://ui.perfetto.dev and the
 * Performance panel of Chrome's DevTools open. Write it with `JSON.stringify` into a file.
 *
 * Each lane is a thread, because slices on one thread must not overlap. Nested slices show when a call
 * waited, was in the server's queue and received its body. A call that only waited has no nested
 * slices. The number of calls in flight is a counter. Marks are instants.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { toTraceEvents } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) => fetch(api.url('/products/1')))
 * const slices = toTraceEvents(trace).traceEvents.filter(({ ph }) => ph === 'X')
 *
 * // Times are in microseconds.
 * slices.map(({ name, dur }) => `${name} ${dur}`) // → ['/products/1 100000']
 * ```
 */
export function toTraceEvents(trace: Trace, options: TraceEventsOptions = {}): TraceEvents {
  const names = namesFor(trace)
  const lanes = packLanes(trace.calls, trace.nowMs)
  const severalClients = new Set(lanes.map((lane) => lane.client)).size > 1
  const metadata = lanes.flatMap(({ client, number }, i): TraceEvent[] => {
    const name = `${severalClients ? client || '-' : 'lane'} ${number}`
    return [
      { ph: 'M', pid: 1, tid: i + 1, name: 'thread_name', args: { name } },
      { ph: 'M', pid: 1, tid: i + 1, name: 'thread_sort_index', args: { sort_index: i + 1 } },
    ]
  })
  const slices = lanes.flatMap(({ calls }, i) =>
    calls.flatMap((call) => slicesOf(call, i + 1, trace.nowMs, names)),
  )
  const events = [...slices, ...counters(trace), ...instants(trace)]
  // Sorting is stable: a call stays before the slices within it.
  events.sort((a, b) => (a.ts ?? 0) - (b.ts ?? 0))
  const process: TraceEvent = {
    ph: 'M',
    pid: 1,
    tid: 0,
    name: 'process_name',
    args: { name: options.process ?? 'overlap' },
  }
  return { displayTimeUnit: 'ms', traceEvents: [process, ...metadata, ...events] }
}

/** Rounds to whole µs, so that equal ends and starts stay equal. */
const toUs = (ms: number): number => Math.round(ms * 1000)

function slicesOf(call: Call, tid: number, nowMs: number, names: Names): TraceEvent[] {
  const slice = (name: string, from: number, to: number): TraceEvent => ({
    ph: 'X',
    pid: 1,
    tid,
    name,
    cat: call.outcome,
    ts: from,
    dur: Math.max(0, to - from),
  })
  const sent = toUs(call.sentMs)
  const end = toUs(barEndMs(call, nowMs))
  const within = (ms: number): number => Math.min(end, Math.max(sent, toUs(ms)))
  const headers = within(call.headersMs ?? Infinity)
  const queued = within(call.server?.queuedMs ?? Infinity)
  const started = Math.min(headers, within(call.server?.startedMs ?? Infinity))
  const whole = { ...slice(names.full(call), sent, end), args: argumentsOf(call) }
  const inner: TraceEvent[] = []
  if (headers < end || queued < started) inner.push(slice('waiting', sent, headers))
  if (queued < started) inner.push(slice('queued in the server', queued, started))
  if (headers < end) inner.push(slice('receiving', headers, end))
  return [whole, ...inner]
}

function argumentsOf(call: Call): Record<string, string | number> {
  const { url, method, client, attempt, outcome, status, bodyBytes, error } = call
  return {
    url,
    method,
    outcome,
    attempt,
    bodyBytes,
    ...(client !== '' && { client }),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  }
}

function counters(trace: Trace): TraceEvent[] {
  const flights = inFlight(trace).map(({ from, to }) => ({ from: toUs(from), to: toUs(to) }))
  return levelsOf(flights).map(({ at, count }) => ({
    ph: 'C',
    pid: 1,
    tid: 0,
    name: 'in flight',
    ts: at,
    args: { calls: count },
  }))
}

function instants({ marks }: Trace): TraceEvent[] {
  return marks.map(({ atMs, label }) => ({
    ph: 'i',
    pid: 1,
    tid: 0,
    name: label,
    ts: toUs(atMs),
    s: 'g',
  }))
}
