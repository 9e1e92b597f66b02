import type { SentRequest } from './request.ts'

/**
 * Whether `fetch` sends a request again because of the status: after 421 Misdirected Request, once
 * for each request, if its body can be sent again.
 */
export function isSentAgain(sent: SentRequest, { status }: Response): boolean {
  return status === 421 && (sent.request.body === null || sent.source !== null)
}

/**
 * `fetch` has no proxy, so it treats 407 Proxy Authentication Required as a network error.
 *
 * @throws {TypeError} the error of Node's `fetch`.
 */
export function throwIfProxyRefuses({ status }: Response): void {
  if (status === 407) throw new TypeError('fetch failed', { cause: new Error() })
}
