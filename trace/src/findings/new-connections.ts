import type { Call } from '../call.ts'
import { levelsOf, peakOf, underWay } from '../stretches.ts'
import { inSendOrder, originOf } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

const LEAST_CALLS = 3

/** Servers close connections that are unused for some seconds. A shorter break is no reason for a new one. */
const FRESH_MS = 1_000

/**
 * Calls that opened a connection, although an earlier one to the same origin had become free shortly before,
 * and no call ever used that one again. Each free connection excuses one call at most.
 *
 * A client may release a connection a moment after the end of a body. So one that reuses connections may open
 * up to twice as many as it has calls at once, and only more than that is needless.
 */
export function newConnections({ trace }: Observed): Finding | undefined {
  const known = trace.calls.filter(({ connection }) => connection !== undefined)
  const byOrigin = Map.groupBy(known, (call) => `${call.client} ${originOf(call)}`)
  const [most] = [...byOrigin.values()]
    .map((calls) => ({ calls, needless: needlessIn(inSendOrder(calls)) }))
    .toSorted((a, b) => b.needless - a.needless)
  if (most === undefined) return undefined
  const { calls, needless } = most
  if (needless < LEAST_CALLS || needless < calls.length / 2) return undefined
  if (needless <= peakOf(levelsOf(underWay({ ...trace, calls })))) return undefined
  return {
    kind: 'new-connections',
    text: [
      `${needless} of ${calls.length} calls to ${originOf(calls[0]!)} opened a connection,`,
      'although an earlier one had become free less than a second before.',
      'Unless the server closes them, use one client with keep-alive for all calls, and read each body to its end.',
    ].join(' '),
    worthMs: 0,
  }
}

/** Pairs calls that opened a connection with connections that were free then. Counts the pairs. */
function needlessIn(calls: readonly Call[]): number {
  const lastUses = [...new Map(calls.map((call) => [call.connection, call])).values()]
    .filter(isReusable)
    .toSorted((a, b) => a.endMs - b.endMs)
  const opened = new Set<number | undefined>()
  let needless = 0
  let next = 0
  for (const call of calls) {
    if (opened.has(call.connection)) continue
    opened.add(call.connection)
    // Those that have been free for too long by now are too old for later calls, too.
    while (next < lastUses.length && call.sentMs - lastUses[next]!.endMs >= FRESH_MS) next += 1
    if ((lastUses[next]?.endMs ?? Infinity) >= call.sentMs) continue
    next += 1
    needless += 1
  }
  return needless
}

/** Whether a connection was fit for another call after its last one. Errors and aborts close it. */
const isReusable = (call: Call): call is Call & { endMs: number } =>
  call.endMs !== undefined && (call.outcome === 'ok' || call.outcome === 'http-error')
