import { countText, timeText } from '../draw/text.ts'
import { endOf } from '../stretches.ts'
import { isQueuedBehind, kindsOf } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

/** Responses whose bodies nobody read to the end, so that their connections stayed busy. */
export function unreadBodies({ trace }: Observed): Finding | undefined {
  const calls = trace.calls.filter(({ unread }) => unread === true)
  if (calls.length === 0) return undefined
  const busyMs = calls.reduce(
    (sum, call) => sum + endOf(call, trace) - (call.headersMs ?? call.sentMs),
    0,
  )
  const queued = trace.calls.filter((call) => isQueuedBehind(call, calls)).length
  const one = calls.length === 1
  return {
    kind: 'unread-bodies',
    text: [
      one
        ? `The body of ${kindsOf(calls)} was never read to its end,`
        : `${calls.length} bodies (${kindsOf(calls)}) were never read to their ends,`,
      `so ${one ? 'its connection' : 'their connections'} stayed busy for ${timeText(busyMs)}${one ? '' : ' in all'}.`,
      'Read each body, or cancel it.',
      ...(queued === 0
        ? []
        : [
            `${countText(queued, 'later ')} had no response, and may have waited for a connection.`,
          ]),
    ].join(' '),
    worthMs: busyMs,
  }
}
