import type { Product, Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, type Call } from '@overlap/trace'
import { idOf } from './words.ts'

/** The call that failed first. Expects that at least one failed. */
function firstFailure(run: Run<Product[]>): Call & { readonly endMs: number } {
  const [first] = run.trace.calls
    .flatMap((call) =>
      call.outcome === 'network-error' && call.endMs !== undefined
        ? [{ ...call, endMs: call.endMs }]
        : [],
    )
    .toSorted((a, b) => a.endMs - b.endMs)
  if (first === undefined) throw new Error('Expected a call for each URL, but some were not sent.')
  return first
}

/** How the failure of a call reached the caller. */
export function diagnoseFailure(run: Run<Product[]>): void {
  const first = firstFailure(run)
  const failure = `The call for product ${idOf(first)} failed at ${first.endMs} ms`
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      `${failure}, but your promise resolved with ` +
        `${shown(run.outcome === 'fulfilled' ? run.value : undefined)}, so your caller doesn't know ` +
        'that something is missing. Let the error reject your promise.',
    ],
    [
      run.outcome === 'never-settles',
      `${failure}, but your promise never settled, so your caller waits forever. Let the error reject ` +
        'your promise.',
    ],
    [
      !isNetworkError(run.reason),
      `${failure} with a TypeError, but your promise rejected with ${shown(run.reason)}. Let the error ` +
        'of the call through, or keep it as the `cause` of yours.',
    ],
    [
      run.unhandled.some(isNetworkError) && run.settledMs > first.endMs,
      `${failure}, but nothing was awaiting its promise yet, so its rejection was unhandled. In Node ` +
        'that ends the process. Wait for all promises together, not one after another.',
    ],
    [
      run.unhandled.some(isNetworkError),
      `${failure}, and so did a promise that nothing handled. In Node that ends the process. Each ` +
        '`then`, `finally` and `Promise.all` makes a new promise, which rejects, too: return or await it.',
    ],
  ])
}

/** When the failure of a call reached the caller. */
export function diagnoseDelay(run: Run<Product[]>): void {
  const { endMs, ...first } = firstFailure(run)
  diagnose(run, [
    [
      run.settledMs > endMs,
      `The call for product ${idOf(first)} failed at ${endMs} ms, but your promise rejected at ` +
        `${run.settledMs} ms. Your caller waited another ${run.settledMs - endMs} ms for what could only ` +
        'be an error. Reject as soon as one call fails.',
    ],
  ])
}

/** Whether it is the error that `fetch` or `json()` rejects with, or wraps it. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TypeError && /^(?:fetch failed|terminated)$/.test(error.message)) return true
  const errors = error instanceof AggregateError ? error.errors : []
  return [error.cause, ...errors].some(isNetworkError)
}
