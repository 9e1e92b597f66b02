import type { Call } from '../call.ts'
import { oneLine } from '../draw/text.ts'

/** A part of a path that names one thing of many: a number, a UUID, a hash. */
const ID = /^(?:\d+|[\da-f]{12,}|(?=.*\d)[\w-]{20,})$/iu

/** A call without what differs between calls of its kind: `GET /users/:id`. */
export function kindOf({ method, url }: Call): string {
  const path = URL.parse(url)?.pathname ?? url
  return oneLine(
    `${method} ${path
      .split('/')
      .map((part) => (ID.test(part) ? ':id' : part))
      .join('/')}`,
  )
}

/** A single call: `GET /users/7`. */
export function nameOf({ method, url }: Call): string {
  return oneLine(`${method} ${URL.parse(url)?.pathname ?? url}`)
}

/** What calls have in common: `GET /users/:id`, or `GET /users/:id and 2 others`. */
export function kindsOf(calls: readonly Call[]): string {
  const byKind = Map.groupBy(calls, kindOf)
  const [most = ['', []]] = [...byKind].toSorted(([, a], [, b]) => b.length - a.length)
  // A kind with a single call has a name.
  const [first] = most[1]
  const name = most[1].length === 1 && first !== undefined ? nameOf(first) : most[0]
  const others = byKind.size - 1
  return others === 0 ? name : `${name} and ${others} ${others === 1 ? 'other' : 'others'}`
}

/** Where a call goes: `http://shop.example`. */
export const originOf = ({ url }: Call): string => URL.parse(url)?.origin ?? ''

/** The calls in the order they were sent. */
export const inSendOrder = (calls: readonly Call[]): Call[] =>
  calls.toSorted((a, b) => a.sentMs - b.sentMs || a.id - b.id)

/** Equal for calls that asked for the same thing, if their fingerprints are known. */
export const sameAs = ({ client, method, url, fingerprint }: Call): string =>
  `${client} ${method} ${url} ${fingerprint}`

/** Whether two calls may have had the same response: both are fine, and equally long. */
export const hasSameResponse = (a: Call, b: Call): boolean =>
  a.outcome === 'ok' && b.outcome === 'ok' && a.status === b.status && a.bodyBytes === b.bodyBytes

/** Whether a call may have waited for a connection that one of these unread bodies kept busy. */
export const isQueuedBehind = (call: Call, unread: readonly Call[]): boolean =>
  call.outcome === 'pending' &&
  call.headersMs === undefined &&
  call.connection === undefined &&
  unread.some((other) => other.client === call.client && originOf(other) === originOf(call))
