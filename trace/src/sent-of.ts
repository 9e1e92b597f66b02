import type { Sent } from './recorder.ts'

type FetchInput = Parameters<typeof globalThis.fetch>[0]

/** What a call of `fetch` sends, told without parsing a URL or making a Request. */
export function sentOf(input: FetchInput, init: RequestInit | undefined, client: string): Sent {
  const request = input instanceof Request ? input : undefined
  const idempotencyKey = headerOf(init?.headers ?? request?.headers, 'idempotency-key')
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: urlOf(input),
    client,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
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

function headerOf(headers: RequestInit['headers'], name: string): string | undefined {
  if (headers === undefined) return undefined
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const pairs = Symbol.iterator in headers ? headers : Object.entries(headers)
  for (const [key, value] of pairs) {
    if (key?.toLowerCase() === name) return String(value)
  }
  return undefined
}
