import type { Run } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import type { Loaded } from './play.ts'
import { chainOf, pathOf, reasonOf } from './words.ts'

/** Mistakes that would make any other sentence untrue. */
export function diagnoseCall(run: Run<unknown>, { url, calls, result }: Loaded): void {
  const path = pathOf(url)
  const isNothing = result?.status === 'fulfilled' && result.value === undefined
  diagnose(run, [
    [result === undefined, run.diagnosis ?? 'Your promise never settled.'],
    [
      calls.length > 1,
      `Your code requested ${path} ${calls.length} times. Send one call and report how it ended: ` +
        'only the caller knows whether it is safe to send it again.',
    ],
    [
      calls.length === 0 && isNothing,
      'Your function sent no call, and its promise resolved with `undefined`.',
    ],
    [
      isReadTwice(reasonOf(result)),
      'Your code read the body of a response twice, but a body can be read only once. Read it with ' +
        '`response.text()`, and use that text for everything else.',
    ],
  ])
}

/** When the promise settled. */
export function diagnoseDelay(run: Run<unknown>, { url, calls, settledMs }: Loaded): void {
  const endMs = calls[0]?.endMs ?? Infinity
  diagnose(run, [
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
