import type { Call, Trace } from '../call.ts'
import type { Header } from '../record/headers.ts'
import type { Har, HarEntry, HarPair, HarResponse } from './har-types.ts'

/** The version in `package.json`, which a browser cannot read. A test keeps them equal. */
const VERSION = '0.1.0'

/**
 * Makes a HAR 1.2 document, which the Network panel of a browser's DevTools imports. Write it with
 * `JSON.stringify` into a file that ends in `.har`.
 *
 * A call without a complete response says why in `_error`. A pending call lasts until the trace was
 * taken. Bodies are not recorded, and secret header values are masked.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { toHar } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) => fetch(api.url('/search?q=tea')))
 * const [entry] = toHar(trace).log.entries
 *
 * entry?.request.queryString // → [{ name: 'q', value: 'tea' }]
 * entry?.response.status // → 200
 * entry?.timings.wait // → 100
 * ```
 */
export function toHar(trace: Trace): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: '@overlap/trace', version: VERSION },
      pages: [],
      entries: trace.calls.map((call) => entryOf(call, trace)),
    },
  }
}

function entryOf(call: Call, { epochMs, nowMs }: Trace): HarEntry {
  const endMs = Math.max(call.sentMs, call.endMs ?? nowMs)
  const headersMs = Math.min(endMs, Math.max(call.sentMs, call.headersMs ?? endMs))
  const wait = headersMs - call.sentMs
  const receive = endMs - headersMs
  const comment = commentOf(call)
  return {
    startedDateTime: new Date(epochMs + call.sentMs).toISOString(),
    // The format wants the sum. In floating point, end - sent may differ from it.
    time: wait + receive,
    request: {
      method: call.method,
      url: call.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairsOf(call.requestHeaders),
      queryString: queryOf(call.url),
      headersSize: -1,
      bodySize: sizeOf(headerOf(call.requestHeaders, 'content-length')),
    },
    response: responseOf(call),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
    ...(call.connection !== undefined && {
      connection: [call.client, call.connection].join(' ').trim(),
    }),
    ...(comment !== '' && { comment }),
    _resourceType: 'fetch',
  }
}

function responseOf(call: Call): HarResponse {
  const broken = call.outcome !== 'ok' && call.outcome !== 'http-error'
  return {
    status: call.status ?? 0,
    statusText: call.statusText ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(call.responseHeaders),
    content: {
      size: call.bodyBytes,
      // Browsers write this if there is no type.
      mimeType: headerOf(call.responseHeaders, 'content-type') ?? 'x-unknown',
    },
    redirectURL: headerOf(call.responseHeaders, 'location') ?? '',
    headersSize: -1,
    bodySize: call.bodyBytes,
    _transferSize: call.bodyBytes,
    ...(broken && { _error: call.error ?? call.outcome }),
  }
}

const queryOf = (url: string): HarPair[] => pairsOf(URL.parse(url)?.searchParams)

const pairsOf = (pairs: Iterable<Header> = []): HarPair[] =>
  Array.from(pairs, ([name, value]) => ({ name, value }))

const headerOf = (headers: readonly Header[] = [], wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1]

/** A whole number of bytes, or -1: not known. */
const sizeOf = (text = ''): number => (/^\d+$/u.test(text) ? Number(text) : -1)

function commentOf({ client, attempt, outcome }: Call): string {
  return [
    client !== '' && `client ${client}`,
    attempt > 1 && `attempt ${attempt}`,
    outcome !== 'ok' && outcome,
  ]
    .filter((part) => part !== false)
    .join(', ')
}
