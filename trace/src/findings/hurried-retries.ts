import type { Call, Trace } from '../call.ts'
import { timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { inSendOrder, kindsOf, sameAs } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

const LEAST_RETRIES = 3

/** A shorter wait gives a server no time to recover. */
const SHORT_MS = 50

/** Retries that were sent right after a failure that needs time to pass: a 429, a 5xx, a network error. */
export function hurriedRetries({ trace }: Observed): Finding | undefined {
  const retries = retriesIn(trace)
  const hurried = retries.filter(({ waitMs }) => waitMs < SHORT_MS).map(({ call }) => call)
  if (hurried.length < LEAST_RETRIES) return undefined
  const failed = hurried.filter(({ outcome }) => outcome !== 'ok')
  // One quick retry may be meant for a connection that was stale. If it helped, it was right.
  if (failed.length === 0) return undefined
  const worthMs = failed.reduce((sum, call) => sum + endOf(call, trace) - call.sentMs, 0)
  return {
    kind: 'hurried-retries',
    text: [
      `${hurried.length} of ${retries.length} retries (${kindsOf(hurried)}) came less than`,
      `${timeText(SHORT_MS)} after the failure, and ${failed.length} of these failed, too.`,
      'Wait longer before each attempt, with jitter.',
    ].join(' '),
    worthMs,
  }
}

function retriesIn(trace: Trace): { call: Call; waitMs: number }[] {
  const last = new Map<string, Call>()
  return inSendOrder(trace.calls).flatMap((call) => {
    const key = sameAs(call)
    const before = last.get(key)
    last.set(key, call)
    if (call.attempt === 1 || before === undefined || !needsTime(before)) return []
    const waitMs = call.sentMs - endOf(before, trace)
    // A call that overlaps the one before is no retry of it.
    return waitMs < 0 ? [] : [{ call, waitMs }]
  })
}

const needsTime = ({ outcome, status = 0 }: Call): boolean =>
  outcome === 'network-error' || (outcome === 'http-error' && (status === 429 || status >= 500))
