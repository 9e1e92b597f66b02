import type { Call, Trace } from '../call.ts'
import { timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { hasSameResponse, nameOf, sameAs } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'
import { runsOf } from './runs.ts'

/** One more is no pattern. */
const LEAST_CALLS = 2

/**
 * GETs that asked for the same again, right after a response of the same status and length. Whether it was
 * the same response is something that the trace can't tell.
 */
export function askedAgain({ trace }: Observed): Finding | undefined {
  const repeated = runsOf(trace)
    .flatMap((run) => [...Map.groupBy(run.filter(isKnownGet), sameAs).values()])
    .map((calls) => ({
      calls,
      again: calls.slice(1).filter((call) => hasSameResponse(call, calls[0]!)),
    }))
    // A response that changed is a reason to ask again.
    .filter(({ calls, again }) => again.length >= LEAST_CALLS && again.length === calls.length - 1)
    .map(({ again }) => ({ again, tookMs: timeOf(again, trace) }))
    .toSorted((a, b) => b.tookMs - a.tookMs)
  const [most] = repeated
  const worthMs = repeated.reduce((sum, { tookMs }) => sum + tookMs, 0)
  if (most === undefined || worthMs < LEAST_MS) return undefined
  const others = repeated.length - 1
  return {
    kind: 'asked-again',
    text: [
      `${nameOf(most.again[0]!)} was sent ${most.again.length} more times after the first response, with the same headers, and each response was as long as the first.`,
      ...(others === 0
        ? []
        : [`It happened with ${others} other ${others === 1 ? 'URL' : 'URLs'}, too.`]),
      `If the response doesn't change, ask once and keep it: these took ${timeText(worthMs)} in all.`,
    ].join(' '),
    worthMs,
  }
}

const isKnownGet = ({ method, fingerprint }: Call): boolean =>
  method === 'GET' && fingerprint !== undefined

const timeOf = (calls: readonly Call[], trace: Trace): number =>
  calls.reduce((sum, call) => sum + endOf(call, trace) - call.sentMs, 0)
