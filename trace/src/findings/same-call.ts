import type { Call, Trace } from '../call.ts'
import { countText, timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { hasSameResponse, inSendOrder, nameOf, sameAs } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

/** One more may be a hedged call. */
const LEAST_CALLS = 2

/**
 * GETs that were sent while another GET was in flight that asked for the same: the same URL with the same
 * headers, so also with the same credentials. Retries don't count, nor do responses of different lengths.
 */
export function sameCall({ trace }: Observed): Finding | undefined {
  const gets = trace.calls.filter(
    ({ method, attempt, fingerprint }) =>
      method === 'GET' && attempt === 1 && fingerprint !== undefined,
  )
  const groups = [...Map.groupBy(inSendOrder(gets), sameAs).values()]
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
      `${nameOf(most.calls[0]!)} was sent ${most.extra.length} more times, with the same headers, while the same call was in flight.`,
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

/** The calls whose callers could have shared a call that was in flight. */
function extraIn(calls: readonly Call[], trace: Trace): Call[] {
  let shared: Call | undefined
  return calls.filter((call) => {
    const isDuring = shared !== undefined && call.sentMs < answeredMs(shared, trace)
    if (isDuring && hasSameResponse(call, shared!)) return true
    shared = call
    return false
  })
}

const answeredMs = (call: Call, trace: Trace): number => call.headersMs ?? endOf(call, trace)
