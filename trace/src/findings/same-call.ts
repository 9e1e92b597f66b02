import type { Call, Trace } from '../call.ts'
import { countText, timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { inSendOrder, nameOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

/** One more may be a hedged call. */
const LEAST_CALLS = 2

/** GETs that were sent while another GET of the same URL was in flight. Retries don't count. */
export function sameCall({ trace }: Observed): Finding | undefined {
  const gets = trace.calls.filter(({ method, attempt }) => method === 'GET' && attempt === 1)
  const byUrl = Map.groupBy(inSendOrder(gets), ({ client, url }) => `${client} ${url}`)
  const groups = [...byUrl.values()]
    .map((calls) => ({ calls, extra: extraIn(calls, trace) }))
    .filter(({ extra }) => extra.length >= LEAST_CALLS)
    .toSorted((a, b) => b.extra.length - a.extra.length)
  const extra = groups.flatMap((group) => group.extra)
  const worthMs = extra.reduce((sum, call) => sum + endOf(call, trace) - call.sentMs, 0)
  const [most] = groups
  if (most === undefined || worthMs < LEAST_MS) return undefined
  return {
    kind: 'same-call',
    text: [
      `${nameOf(most.calls[0]!)} was sent ${most.extra.length} more times while the same call was in flight.`,
      ...(groups.length === 1
        ? []
        : [
            `With ${groups.length - 1} other URLs, that makes ${countText(extra.length)} too many.`,
          ]),
      `Let callers share one call: these took ${timeText(worthMs)} in all.`,
    ].join(' '),
    worthMs,
  }
}

/** The calls that were sent while one of the calls before was in flight. */
function extraIn(calls: readonly Call[], trace: Trace): Call[] {
  let untilMs = -Infinity
  return calls.filter((call) => {
    const isExtra = call.sentMs < untilMs
    untilMs = Math.max(untilMs, call.headersMs ?? endOf(call, trace))
    return isExtra
  })
}
