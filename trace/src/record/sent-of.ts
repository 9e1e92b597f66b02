import { pairsOf } from './headers.ts'
import type { Sent } from './open-call.ts'

type FetchInput = Parameters<typeof globalThis.fetch>[0]

/**
 * What a call of `fetch` sends, without parsing its URL or making a Request. Headers are those that
 * the caller sets; the platform adds its own later. They are a copy, for the caller may change them.
 */
export function sentOf(input: FetchInput, init: RequestInit | undefined, client: string): Sent {
  const request = input instanceof Request ? input : undefined
  const headers = [...pairsOf(init?.headers ?? request?.headers ?? [])]
  const idempotencyKey = headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1]
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: urlOf(input),
    client,
    ...(headers.length > 0 && { headers }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}

function urlOf(input: FetchInput): string {
  if (typeof input === 'string') return absolute(input)
  return input instanceof URL ? input.href : input.url
}

/** A relative URL, which only a browser takes, is resolved there; any other stays as it is. */
function absolute(url: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return url
  const page = (globalThis as { location?: { href: string } }).location?.href
  return URL.parse(url, page)?.href ?? url
}
