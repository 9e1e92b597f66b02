import type { Call, Trace } from '../call.ts'
import { countText, timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { kindsOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

/** Calls that the program aborted, and how long they had run for nothing. Unread bodies are another finding. */
export function aborted({ trace }: Observed): Finding | undefined {
  const calls = trace.calls.filter(
    ({ outcome, unread }) => outcome === 'aborted' && unread !== true,
  )
  const worthMs = timeOf(calls, trace)
  if (worthMs < LEAST_MS) return undefined
  const late = calls.filter(({ error = '' }) => error.startsWith('TimeoutError'))
  const timedOut = late.length === 0 ? '' : `, ${late.length} of them by a timeout`
  return {
    kind: 'aborted',
    text: [
      `${countText(calls.length)} (${kindsOf(calls)}) ${calls.length === 1 ? 'was' : 'were'} aborted${timedOut}.`,
      `Until then, ${calls.length === 1 ? 'it' : 'they'} had taken ${timeText(worthMs)}${calls.length === 1 ? '' : ' in all'}, for nothing.`,
    ].join(' '),
    worthMs,
  }
}

/** Calls that had not ended when the program ended, other than those with a body that nobody reads. */
export function neverEnded({ trace }: Observed): Finding | undefined {
  const calls = trace.calls.filter(
    ({ outcome, unread }) => outcome === 'pending' && unread !== true,
  )
  if (calls.length === 0) return undefined
  const longestMs = calls.reduce(
    (most, call) => Math.max(most, endOf(call, trace) - call.sentMs),
    0,
  )
  const unanswered = calls.filter(({ headersMs }) => headersMs === undefined).length
  const without =
    unanswered === 0
      ? ''
      : `, ${unanswered === calls.length ? '' : `${unanswered} of them `}without a response`
  return {
    kind: 'never-ended',
    text: [
      `${countText(calls.length)} (${kindsOf(calls)}) had not ended when the program did,`,
      `after up to ${timeText(longestMs)}${without}.`,
      'Give each call a timeout, and abort what you no longer need.',
    ].join(' '),
    worthMs: timeOf(calls, trace),
  }
}

const timeOf = (calls: readonly Call[], trace: Trace): number =>
  calls.reduce((sum, call) => sum + endOf(call, trace) - call.sentMs, 0)
