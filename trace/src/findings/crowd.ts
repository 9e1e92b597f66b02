import { inFlight, levelsOf, peakOf } from '../stretches.ts'
import { originOf } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

/** More calls than this at once need a limit. */
const MOST_IN_FLIGHT = 50

/** More calls in flight to one origin than most servers like. */
export function crowd({ trace }: Observed): Finding | undefined {
  const [most] = [...Map.groupBy(trace.calls, originOf)]
    .map(([origin, calls]) => ({
      origin,
      calls,
      peak: peakOf(levelsOf(inFlight({ ...trace, calls }))),
    }))
    .toSorted((a, b) => b.peak - a.peak)
  if (most === undefined || most.peak <= MOST_IN_FLIGHT) return undefined
  const connections = new Set(
    most.calls.map(({ client, connection }) => connection && `${client} ${connection}`),
  ).size
  const refused = most.calls.filter(
    ({ status, outcome }) => status === 429 || status === 503 || outcome === 'network-error',
  ).length
  return {
    kind: 'crowd',
    text: [
      `${most.peak} calls to ${most.origin} were in flight at once, over ${connections} connections.`,
      ...(refused === 0 ? [] : [`${refused} calls failed with a 429, a 503 or a network error.`]),
      'Limit how many are in flight.',
    ].join(' '),
    worthMs: 0,
  }
}
