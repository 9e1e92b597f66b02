import { bounds } from '../bounds.ts'
import type { Call, Trace } from '../call.ts'
import { timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { kindsOf, originOf, kindOf, sameAs } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'
import { runsOf } from './runs.ts'

/** Fewer calls of a kind in a row are no loop. Calls of several kinds often need each other. */
const LEAST_CALLS = 3

/** Loops in which calls ran one after another, although each was sent soon after the one before had ended. */
export function oneAfterAnother({ trace }: Observed): Finding | undefined {
  const loops = runsOf(trace)
    .flatMap(loopsIn)
    .map((calls) => measured(calls, trace))
    .toSorted((a, b) => b.savedMs - a.savedMs)
  const [most, ...others] = loops
  if (most === undefined || most.savedMs < LEAST_MS) return undefined
  const { calls, tookMs, kinds, roundMs } = most
  const more = others.filter(({ savedMs }) => savedMs >= LEAST_MS)
  return {
    kind: 'one-after-another',
    text: [
      `${calls.length} calls (${kindsOf(calls)}) ran one after another for ${timeText(tookMs)}.`,
      kinds === 1
        ? `If they don't depend on each other, send them all at once: then they take ${timeText(roundMs)}.`
        : `If calls of the same kind don't depend on each other, send those at once: then all of them take ${timeText(roundMs)}.`,
      ...(more.length === 0 ? [] : [`It happened ${more.length + 1} times.`]),
    ].join(' '),
    worthMs: [most, ...more].reduce((sum, { savedMs }) => sum + savedMs, 0),
  }
}

const kindAt = (call: Call): string => `${originOf(call)} ${kindOf(call)}`

/** The parts of a run in which each kind comes often enough, with calls that ask for different things. */
function loopsIn(run: readonly Call[]): Call[][] {
  const byKind = Map.groupBy(run, kindAt)
  const isInLoop = (call: Call): boolean => differentIn(byKind.get(kindAt(call))!) >= LEAST_CALLS
  if (run.every(isInLoop)) return run.length === 0 ? [] : [[...run]]
  const parts: Call[][] = [[]]
  for (const call of run) {
    if (isInLoop(call)) parts.at(-1)!.push(call)
    else parts.push([])
  }
  return parts.flatMap(loopsIn)
}

/** How many of these calls ask for different things. Calls with a body that isn't known do. */
function differentIn(calls: readonly Call[]): number {
  return new Set(
    calls.map((call) => {
      if (call.fingerprint !== undefined) return sameAs(call)
      return call.method === 'GET' ? call.url : call
    }),
  ).size
}

/** A loop takes at least one round: the slowest call of each kind. */
function measured(calls: readonly Call[], trace: Trace) {
  const tookMs = endOf(calls.at(-1)!, trace) - calls[0]!.sentMs
  const byKind = Map.groupBy(calls, kindAt)
  const roundMs = [...byKind.values()].reduce(
    (sum, same) => sum + bounds(same.map((call) => endOf(call, trace) - call.sentMs)).slowestMs,
    0,
  )
  return { calls, tookMs, kinds: byKind.size, roundMs, savedMs: tookMs - roundMs }
}
