import { pairsOf } from './headers.ts'
import type { Sent } from './open-call.ts'

type FetchInput = Parameters<typeof globalThis.fetch>[0]

/**
 * Reads what a call of `fetch` sends, without parsing the URL or making a Request.
 *
 * It copies the headers that the caller sets, because the caller may change them. The platform adds its
 * own headers later.
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

/** Resolves a relative URL, which only a browser accepts. Others stay as they are. */
function absolute(url: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return url
  const page = (globalThis as { location?: { href: string } }).location?.href
  return URL.parse(url, page)?.href ?? url
}
