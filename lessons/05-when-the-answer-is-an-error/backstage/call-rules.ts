import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Loaded } from './play.ts'
import { chainOf, ending, pathOf, reasonOf } from './words.ts'

/** Mistakes that would make any other sentence untrue. */
export function diagnoseCall(run: Run<unknown>, { url, calls, result }: Loaded): void {
  const path = pathOf(url)
  const [call] = calls
  const other = run.trace.calls.find((one) => pathOf(one.url) === path && one.url !== url)
  const reason = reasonOf(result)
  diagnose(run, [
    [
      result === undefined && call?.endMs !== undefined && run.unhandled.length > 0,
      `The call to ${path} ended at ${call?.endMs} ms, but your promise never settled, and nothing handled ` +
        `the rejection with ${shown(run.unhandled[0])}. In Node, that ends the process. An error after ` +
        "an `await` in the callback of `new Promise` doesn't reject that promise.",
    ],
    [
      result === undefined && call?.endMs !== undefined,
      `The call to ${path} ended at ${call?.endMs} ms, but your promise never settled, so your caller ` +
        'waits forever. Resolve or reject it, however the call ends.',
    ],
    [result === undefined, run.diagnosis ?? 'Your promise never settled.'],
    [
      calls.length > 1,
      `Your code requested ${path} ${calls.length} times. Send one call and report how it ended: ` +
        'only the caller knows whether it is safe to send it again.',
    ],
    [
      call === undefined && other !== undefined,
      `Your code requested \`${other?.url}\`, but the URL was \`${url}\`. Request the URL as it is.`,
    ],
    [
      call !== undefined && call.method !== 'GET',
      `Your code sent a ${call?.method} to ${path}. To read something, send a GET: \`fetch\` does that ` +
        'if you give no method.',
    ],
    [
      call === undefined && result?.status === 'fulfilled' && result.value !== undefined,
      `${path} was not requested, but your promise ${ending(result)}. If your code kept that from an ` +
        'earlier call, it may be out of date by now. Send a call each time.',
    ],
    [
      call === undefined && isMissingOptions(reason),
      `\`getJson\` was called without options, and your promise ${ending(result)}. The second ` +
        'argument is optional: give it a default.',
    ],
    [
      call === undefined,
      `Your function sent no call to ${path}, and its promise ${ending(result)}.`,
    ],
    [
      call?.outcome === 'aborted',
      `Your code aborted the call to ${path} at ${call?.endMs} ms, although the caller hadn't. Add no ` +
        'timeout of your own here: only the caller knows how long to wait.',
    ],
    [
      isReadTwice(reason),
      'Your code read the body of a response twice, but a body can be read only once. Read it with ' +
        '`response.text()`, and use that text for everything else.',
    ],
  ])
}

/** When the promise settled. */
export function diagnoseDelay(run: Run<unknown>, { url, calls, settledMs }: Loaded): void {
  const { sentMs = 0, endMs = Infinity } = calls[0] ?? {}
  diagnose(run, [
    [
      sentMs > 0,
      `Your code sent the call to ${pathOf(url)} at ${sentMs} ms, although nothing kept it from sending ` +
        'it right away.',
    ],
    [
      settledMs > endMs,
      `The call to ${pathOf(url)} had ended at ${endMs} ms, but your promise settled at ` +
        `${settledMs} ms. Settle as soon as the call has ended.`,
    ],
  ])
}

function isReadTwice(error: unknown): boolean {
  return chainOf(error).some(
    (one) => one instanceof TypeError && one.message.startsWith('Body is unusable'),
  )
}

/** What destructuring an argument throws that was left out. */
function isMissingOptions(error: unknown): boolean {
  return (
    error instanceof TypeError && /^Cannot destructure property .*undefined/.test(error.message)
  )
}
