import type { Call, Trace } from '../call.ts'
import { countText, timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { isQueuedBehind, kindsOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

/**
 * Calls that the program aborted before their responses, and how long they had run for nothing. One that has
 * its response may have been read for as long as the program wanted.
 */
export function aborted({ trace }: Observed): Finding | undefined {
  const calls = trace.calls.filter(
    ({ outcome, headersMs }) => outcome === 'aborted' && headersMs === undefined,
  )
  const worthMs = timeOf(calls, trace)
  if (worthMs < LEAST_MS) return undefined
  const late = calls.filter(({ error = '' }) => error.startsWith('TimeoutError'))
  const timedOut =
    late.length === 0
      ? ''
      : calls.length === 1
        ? ' by a timeout'
        : `, ${late.length === calls.length ? 'all' : late.length} of them by a timeout`
  return {
    kind: 'aborted',
    text: [
      `${countText(calls.length)} (${kindsOf(calls)}) ${calls.length === 1 ? 'was' : 'were'} aborted${timedOut}.`,
      `Until then, ${calls.length === 1 ? 'it' : 'they'} had taken ${timeText(worthMs)}${calls.length === 1 ? '' : ' in all'}, for nothing.`,
    ].join(' '),
    worthMs,
  }
}

/** A call without a response for so long has no timeout, or one that is too long. */
const LONG_MS = 10_000

/**
 * Calls that had no response when the program ended by itself, so that nobody can know how they went. If an
 * error or a signal ended it, only those count that had waited for long.
 */
export function neverEnded({ trace, ending }: Observed): Finding | undefined {
  const unread = trace.calls.filter((call) => call.unread === true)
  const open = trace.calls.filter(
    (call) =>
      call.outcome === 'pending' && call.headersMs === undefined && !isQueuedBehind(call, unread),
  )
  const long = open.filter((call) => endOf(call, trace) - call.sentMs >= LONG_MS)
  const calls = ending === 'itself' ? open : long
  if (calls.length === 0) return undefined
  const longestMs = calls.reduce((most, call) => Math.max(most, timeOf([call], trace)), 0)
  const them = calls.length === 1 ? 'it' : 'them'
  return {
    kind: 'never-ended',
    text: [
      `${countText(calls.length)} (${kindsOf(calls)}) had no response when the program ended, after${calls.length === 1 ? '' : ' up to'} ${timeText(longestMs)}.`,
      longestMs >= LONG_MS
        ? 'Give each call a timeout.'
        : `Await ${them} before the program ends, or abort ${them} if you don't need ${them}.`,
    ].join(' '),
    worthMs: longestMs >= LONG_MS ? timeOf(calls, trace) : 0,
  }
}

const timeOf = (calls: readonly Call[], trace: Trace): number =>
  calls.reduce((sum, call) => sum + endOf(call, trace) - call.sentMs, 0)
