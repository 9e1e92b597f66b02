import { audited, simulate, type Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { HttpError } from '../errors.ts'
import { leaves, type GetJson } from './play.ts'
import { chainOf, ending, resultOf } from './words.ts'

/** The statuses that send a client to another URL. */
export const redirects = fc.constantFrom(301, 302, 303, 307, 308)

/** Product 3 has moved there. */
const MOVED = 8

/** Requests a product whose URL redirects to another product. */
export function playRedirect(answer: GetJson, status: number): Promise<Run<unknown>> {
  const getJson = audited(answer)
  const headers = { location: `/products/${MOVED}` }
  return simulate(
    {
      latency: 100,
      routes: { '/products/3': { failures: [{ kind: 'status', status, headers }] } },
    },
    (api) => getJson(api.url('/products/3')),
    { leaves },
  )
}

/** Diagnoses how the call ended that was redirected. */
export function diagnoseRedirect(run: Run<unknown>, status: number): void {
  const result = resultOf(run)
  const [first, ...rest] = run.trace.calls
  const value: unknown = result?.status === 'fulfilled' ? result.value : undefined
  const id = (value as { readonly id?: unknown } | null | undefined)?.id
  const answered = `The server answered ${status} with the \`location\` /products/${MOVED}`
  const leave = '`fetch` follows a redirect by itself: leave its option `redirect` as it is.'
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [
      rest.length > 1,
      `${answered}, and your code sent ${rest.length} more requests, where one is enough. ${leave}`,
    ],
    [
      rest.length === 0 && run.reason instanceof HttpError,
      `${answered}, and your promise rejected with an HttpError. ${leave}`,
    ],
    [
      rest.length === 0 && chainOf(run.reason).some(isUnexpectedRedirect),
      `${answered}, and \`fetch\` rejected, because your code forbids redirects. ${leave}`,
    ],
    [
      rest.length === 0 && first !== undefined,
      `${answered}, but your promise ${ending(result)}, and /products/${MOVED} was never requested. ${leave}`,
    ],
    [
      result?.status === 'rejected',
      `${answered}, which \`fetch\` followed to a good answer, but your promise ${ending(result)}. What ` +
        'counts is the status of the last answer: look at `response.ok`.',
    ],
    [
      id !== MOVED,
      `${answered}, which \`fetch\` followed to product ${MOVED}, but your promise resolved with ` +
        `${shown(value)}. Resolve with the JSON of the last answer.`,
    ],
  ])
}

/** The cause of the TypeError of `fetch` with `redirect: 'error'`. */
function isUnexpectedRedirect(error: unknown): boolean {
  return error instanceof Error && error.message === 'unexpected redirect'
}
