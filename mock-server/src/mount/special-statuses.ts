import type { SentRequest } from './request.ts'

/**
 * Whether `fetch` sends a request once more because of the status of its answer: 421 Misdirected
 * Request, once for each request, if its body can be sent again.
 */
export function isSentAgain({ request, source }: SentRequest, { status }: Response): boolean {
  return status === 421 && (request.body === null || source !== null)
}

/**
 * `fetch` has no proxy, so it takes a 407 Proxy Authentication Required for a network error.
 *
 * @throws {TypeError} what Node's `fetch` throws.
 */
export function throwIfProxyRefuses({ status }: Response): void {
  if (status === 407) throw new TypeError('fetch failed', { cause: new Error() })
}
