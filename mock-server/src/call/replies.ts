import { formatRetryAfter } from '../network/retry-after.ts'
import type { Fault } from '../network/failure-kinds.ts'
import type { ShopReply } from '../shop/reply.ts'
import type { ErrorBody } from '../shop/types.ts'
import { contentOf, jsonReply } from '../shop/json.ts'

// What the network answers in place of the shop. Every mount sends these.

/** The answer of a `status` fault. */
export function statusReply({ status, retryAfter }: Fault & { kind: 'status' }): ShopReply {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': formatRetryAfter(retryAfter, Date.now()) }
  return answer(status, `The simulated network answers ${status} to this call`, headers)
}

/** The answer to a call that was too many for the rate limit. */
export function tooManyRequests(): ShopReply {
  return answer(429, 'Too many calls. Wait as long as Retry-After says, and send fewer')
}

/** The answer of a server whose slots and queue are full. */
export function overloaded(): ShopReply {
  return answer(503, 'The server is overloaded: it has no slot and no place in its queue left')
}

/** The answer to a call on which the server's own program failed. */
export function serverError(error: unknown): ShopReply {
  return answer(500, `The server failed on this call: ${String(error)}`)
}

/** A good status with a body that is not what it says. */
export function garbage(): ShopReply {
  const text = '<!doctype html><title>Welcome</title><p>Please sign in to this network.'
  return { status: 200, headers: contentOf('application/json', text), body: text }
}

function answer(status: number, error: string, headers: Record<string, string> = {}): ShopReply {
  // These may have no body.
  if (status === 204 || status === 205 || status === 304) return { status, headers, body: null }
  return jsonReply(status, { error } satisfies ErrorBody, headers)
}
