import { bounds } from '../bounds.ts'
import type { Call, Trace } from '../call.ts'
import { timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { inSendOrder, kindsOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

/** Fewer calls in a row are not a pattern. */
const LEAST_CALLS = 3

/**
 * Calls that ran one after another, although each was sent soon after the one before had ended. Retries
 * and redirects don't count: they need the response before them.
 */
export function oneAfterAnother({ trace }: Observed): Finding | undefined {
  const stretches = runsOf(trace)
    .filter(({ length }) => length >= LEAST_CALLS)
    .map((calls) => measured(calls, trace))
    .toSorted((a, b) => b.savedMs - a.savedMs)
  const [most, ...others] = stretches
  if (most === undefined || most.savedMs < LEAST_MS) return undefined
  const { calls, tookMs, slowestMs } = most
  const more = others.filter(({ savedMs }) => savedMs >= LEAST_MS)
  return {
    kind: 'one-after-another',
    text: [
      `${calls.length} calls (${kindsOf(calls)}) ran one after another for ${timeText(tookMs)}.`,
      `If they don't depend on each other, send them all at once: then they take ${timeText(slowestMs)}.`,
      ...(more.length === 0 ? [] : [`It happened ${more.length + 1} times.`]),
    ].join(' '),
    worthMs: [most, ...more].reduce((sum, { savedMs }) => sum + savedMs, 0),
  }
}

function measured(calls: readonly Call[], trace: Trace) {
  const tookMs = endOf(calls.at(-1)!, trace) - calls[0]!.sentMs
  const { slowestMs } = bounds(calls.map((call) => endOf(call, trace) - call.sentMs))
  return { calls, tookMs, slowestMs, savedMs: tookMs - slowestMs }
}

/** Groups the calls that overlap no other call into runs without a long break. */
function runsOf(trace: Trace): Call[][] {
  const calls = inSendOrder(trace.calls)
  const runs: Call[][] = []
  let lastEndMs = -Infinity
  let run: Call[] | undefined
  for (const [i, call] of calls.entries()) {
    const isAlone =
      call.sentMs >= lastEndMs && (calls[i + 1]?.sentMs ?? Infinity) >= endOf(call, trace)
    if (!isAlone || call.outcome === 'pending') run = undefined
    else if (run !== undefined && follows(call, run.at(-1)!, trace)) run.push(call)
    else runs.push((run = [call]))
    lastEndMs = Math.max(lastEndMs, endOf(call, trace))
  }
  return runs
}

/** Whether a call came soon after another one, and didn't need its response to be sent at all. */
function follows(call: Call, before: Call, trace: Trace): boolean {
  const beforeMs = endOf(before, trace)
  const breakMs = call.sentMs - beforeMs
  const isRedirect = before.status !== undefined && before.status >= 300 && before.status < 400
  return call.attempt === 1 && !isRedirect && breakMs <= Math.max(20, beforeMs - before.sentMs)
}
