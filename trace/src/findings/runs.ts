import type { Call, Trace } from '../call.ts'
import { endOf } from '../stretches.ts'
import { inSendOrder } from './describe-calls.ts'
import { isNextPage } from './next-page.ts'

/**
 * Groups the calls that overlap no other call into runs: each was sent soon after the one before had ended,
 * and could have been sent without its response, as far as the trace can tell. A retry, a redirect, a next
 * page, and a call after a failed one begin a new run.
 */
export function runsOf(trace: Trace): Call[][] {
  const calls = inSendOrder(trace.calls)
  const runs: Call[][] = []
  let lastEndMs = -Infinity
  let run: Call[] | undefined
  for (const [i, call] of calls.entries()) {
    const isAlone =
      call.sentMs >= lastEndMs && (calls[i + 1]?.sentMs ?? Infinity) >= endOf(call, trace)
    if (!isAlone || !hasResponse(call)) run = undefined
    else if (run !== undefined && follows(call, run.at(-1)!, trace)) run.push(call)
    else runs.push((run = [call]))
    lastEndMs = Math.max(lastEndMs, endOf(call, trace))
  }
  return runs
}

const hasResponse = ({ outcome }: Call): boolean => outcome === 'ok' || outcome === 'http-error'

/** Whether a call came soon after another one, and didn't need its response to be sent at all. */
function follows(call: Call, before: Call, trace: Trace): boolean {
  const beforeMs = endOf(before, trace)
  const breakMs = call.sentMs - beforeMs
  const isRedirect = before.status !== undefined && before.status >= 300 && before.status < 400
  return (
    call.attempt === 1 &&
    !isRedirect &&
    !isNextPage(call.url) &&
    breakMs <= Math.max(20, beforeMs - before.sentMs)
  )
}
