import { formatRetryAfter } from '../network/retry-after.ts'
import type { Fault } from '../network/types.ts'
import type { ErrorBody } from '../shop/types.ts'
import { reasonPhrase } from './reason-phrase.ts'

// What the network answers in place of the shop. Every mount sends these.

/** The answer of a `status` fault. */
export function failureAnswer({ status, retryAfter }: Fault & { kind: 'status' }): Response {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'retry-after': formatRetryAfter(retryAfter, Date.now()) }
  return answer(status, `The simulated network answers ${status} to this call`, headers)
}

/** The answer to a call that was too many for the rate limit. */
export function tooManyRequests(): Response {
  return answer(429, 'Too many calls. Wait as long as Retry-After says, and send fewer')
}

/** The answer of a server whose slots and queue are full. */
export function overloaded(): Response {
  return answer(503, 'The server is overloaded: it has no slot and no place in its queue left')
}

/** The answer to a call on which the server's own program failed. */
export function serverError(error: unknown): Response {
  return answer(500, `The server failed on this call: ${String(error)}`)
}

/** A good status with a body that is not what it says. */
export function garbage(): Response {
  const text = '<!doctype html><title>Welcome</title><p>Please sign in to this network.'
  const headers = { 'content-type': 'application/json', 'content-length': String(text.length) }
  return new Response(text, { headers })
}

function answer(status: number, error: string, headers: Record<string, string> = {}): Response {
  const statusText = reasonPhrase(status)
  // These may have no body.
  if (status === 204 || status === 205 || status === 304) {
    return new Response(null, { status, statusText, headers })
  }
  const body: ErrorBody = { error }
  const text = `${JSON.stringify(body)}\n`
  const response = new Response(text, { status, statusText, headers })
  response.headers.set('content-type', 'application/json')
  response.headers.set('content-length', String(text.length))
  return response
}
