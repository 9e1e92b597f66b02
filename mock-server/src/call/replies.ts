import type { Fault } from '../network/failure-kinds.ts'
import { formatRetryAfter } from '../network/retry-after.ts'
import { contentOf, jsonReply } from '../shop/reply.ts'
import type { ShopReply } from '../shop/reply.ts'
import type { ErrorBody } from '../shop/types.ts'

// Replies that the network sends in place of the shop.

type StatusFault = Fault & { readonly kind: 'status' }

/** The reply of a `status` fault. */
export function statusReply({ status, retryAfter, headers, body }: StatusFault): ShopReply {
  const more = {
    ...(retryAfter !== undefined && { 'retry-after': formatRetryAfter(retryAfter, Date.now()) }),
    ...headers,
  }
  if (!mayHaveBody(status)) return { status, headers: more, body: null }
  if (typeof body === 'string') {
    return { status, headers: { ...contentOf('text/plain', body), ...more }, body }
  }
  if (body !== undefined) return jsonReply(status, body, more)
  return errorReply(status, `The simulated network answers ${status} to this call`, more)
}

/** The reply to a call that exceeds the rate limit. */
export function tooManyRequests(): ShopReply {
  return errorReply(429, 'Too many calls. Wait as long as Retry-After says, and send fewer')
}

/** The reply of a server whose slots and queue are full. */
export function overloaded(): ShopReply {
  return errorReply(503, 'The server is overloaded: its slots and its queue are full')
}

/** The reply to a call on which the server's own code threw an error. */
export function serverError(error: unknown): ShopReply {
  return errorReply(500, `The server failed with an error: ${String(error)}`)
}

/** Status 200, with a body that is not the JSON that the headers promise. */
export function garbage(): ShopReply {
  const text = '<!doctype html><title>Welcome</title><p>Please sign in to this network.'
  return { status: 200, headers: contentOf('application/json', text), body: text }
}

/** The same reply, with the headers that it has if a fault changes its body. */
export function announced(reply: ShopReply, fault: Fault | undefined): ShopReply {
  if (reply.body === null) return reply
  if (fault?.kind === 'malformed-chunk') {
    const { 'content-length': _, ...headers } = reply.headers
    return { ...reply, headers: { ...headers, 'transfer-encoding': 'chunked' } }
  }
  const { 'content-length': length } = reply.headers
  // A body of unknown length has no content-length to change.
  if (fault?.kind !== 'wrong-length' || length === undefined) return reply
  const promised = String(Math.max(0, Number(length) + fault.byBytes))
  return { ...reply, headers: { ...reply.headers, 'content-length': promised } }
}

function errorReply(status: number, error: string, headers?: Record<string, string>): ShopReply {
  return jsonReply(status, { error } satisfies ErrorBody, headers)
}

function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304
}
