import type { Call } from '../call.ts'
import { inSendOrder, originOf } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

const LEAST_CALLS = 3

/** Servers close connections that are unused for some seconds. A shorter break is no reason for a new one. */
const FRESH_MS = 1_000

/**
 * Calls that opened a connection, although an earlier one to the same origin had become free shortly before,
 * and no call ever used that one again.
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

function needlessIn(calls: readonly Call[]): number {
  const lastUse = new Map(calls.map((call) => [call.connection, call]))
  const opened = new Set<number | undefined>()
  let needless = 0
  for (const call of calls) {
    const isFirst = !opened.has(call.connection)
    opened.add(call.connection)
    if (!isFirst) continue
    const free = [...opened].some((connection) => {
      const last = lastUse.get(connection)
      return last !== undefined && last !== call && wasFree(last, call.sentMs)
    })
    if (free) needless += 1
  }
  return needless
}

/** Whether a connection was fit for another call after its last one. Errors and aborts close it. */
function wasFree({ endMs, outcome }: Call, atMs: number): boolean {
  return (
    endMs !== undefined &&
    (outcome === 'ok' || outcome === 'http-error') &&
    endMs < atMs &&
    atMs - endMs < FRESH_MS
  )
}
