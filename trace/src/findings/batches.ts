import type { Call, Trace } from '../call.ts'
import { timeText } from '../draw/text.ts'
import { facts } from '../facts.ts'
import { inPool } from '../schedules.ts'
import { endOf } from '../stretches.ts'
import { inSendOrder, kindOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

const LEAST_BATCHES = 3

/**
 * Calls of one kind in batches of one size: all of a batch are sent before one of it ends, and the next
 * batch is sent when all have ended. A pool never lets all its slots become empty before the end.
 */
export function batches({ trace }: Observed): Finding | undefined {
  const [most] = seriesOf(trace)
    .filter(({ length }) => length >= LEAST_BATCHES)
    .map((series) => measured(series, trace))
    .toSorted((a, b) => b.savedMs - a.savedMs)
  if (most === undefined || most.savedMs < LEAST_MS) return undefined
  const { calls, kind, count, size, tookMs, poolMs, idleMs, savedMs } = most
  return {
    kind: 'batches',
    text: [
      `${calls} calls (${kind}) were sent in ${count} batches of ${size}.`,
      `Each batch waited for the slowest call of the batch before, so slots were empty for ${timeText(idleMs)} in all.`,
      `A pool of ${size} takes ${timeText(poolMs)} instead of ${timeText(tookMs)}.`,
    ].join(' '),
    worthMs: savedMs,
  }
}

function measured(series: readonly Call[][], trace: Trace) {
  const calls = series.flat()
  const [first = calls] = series
  const part = { ...trace, calls }
  const { makespanMs: tookMs } = facts(part)
  const { makespanMs: poolMs } = facts(inPool(part, first.length))
  return {
    calls: calls.length,
    kind: kindOf(calls[0]!),
    count: series.length,
    size: first.length,
    tookMs,
    poolMs,
    // Nothing is left that could fill the slots of the last batch.
    idleMs: series.slice(0, -1).reduce((sum, batch) => sum + idleIn(batch, trace), 0),
    savedMs: tookMs - poolMs,
  }
}

/** How long slots were empty while others of their batch were busy. */
function idleIn(batch: readonly Call[], trace: Trace): number {
  const ends = batch.map((call) => endOf(call, trace))
  const lastMs = Math.max(...ends)
  return ends.reduce((sum, endMs) => sum + lastMs - endMs, 0)
}

/** Series of batches, one soon after another, of calls of one kind. */
function seriesOf(trace: Trace): Call[][][] {
  const series: Call[][][] = []
  let before: Call[] | undefined
  for (const batch of batchesOf(trace)) {
    const last = series.at(-1)
    if (batch !== undefined) {
      if (last && before && continues(batch, before, last, trace)) last.push(batch)
      else series.push([batch])
    }
    before = batch
  }
  return series
}

function continues(batch: Call[], before: Call[], series: Call[][], trace: Trace): boolean {
  const size = series[0]!.length
  const endMs = Math.max(...before.map((call) => endOf(call, trace)))
  const breakMs = batch[0]!.sentMs - endMs
  return (
    before.length === size &&
    batch.length <= size &&
    kindOf(batch[0]!) === kindOf(before[0]!) &&
    breakMs <= Math.max(20, endMs - before[0]!.sentMs)
  )
}

/** Groups of calls that overlap, between moments without any call. `undefined` for a group that is no batch. */
function batchesOf(trace: Trace): (Call[] | undefined)[] {
  const groups: Call[][] = []
  let lastEndMs = -Infinity
  for (const call of inSendOrder(trace.calls)) {
    if (call.sentMs >= lastEndMs) groups.push([])
    groups.at(-1)!.push(call)
    lastEndMs = Math.max(lastEndMs, endOf(call, trace))
  }
  return groups.map((group) => (isBatch(group, trace) ? group : undefined))
}

/** Whether all were sent before one of them ended, and are of one kind. */
function isBatch(group: readonly Call[], trace: Trace): boolean {
  const firstEndMs = Math.min(...group.map((call) => endOf(call, trace)))
  const kind = kindOf(group[0]!)
  return group.every(
    (call) =>
      call.sentMs <= firstEndMs &&
      kindOf(call) === kind &&
      call.attempt === 1 &&
      call.endMs !== undefined,
  )
}
