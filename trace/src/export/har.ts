import type { Call, Trace } from '../call.ts'
import type { Har, HarEntry, HarResponse } from './har-types.ts'

/** Kept equal to `package.json` by a test: a browser cannot read that. */
const VERSION = '0.1.0'

/**
 * Makes a HAR 1.2 document, which the Network panel of a browser's DevTools imports.
 *
 * A call that is still pending lasts until the trace was taken, and says so in its `_error`, like
 * one that failed or was aborted. `JSON.stringify` the result into a file that ends in `.har`.
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
    // Not end - sent: in floating point that may differ from the sum, which the format wants.
    time: wait + receive,
    request: {
      method: call.method,
      url: call.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      queryString: queryOf(call.url),
      headersSize: -1,
      bodySize: -1,
    },
    response: responseOf(call),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
    ...(comment !== '' && { comment }),
    _resourceType: 'fetch',
  }
}

function responseOf(call: Call): HarResponse {
  const broken = call.outcome !== 'ok' && call.outcome !== 'http-error'
  return {
    status: call.status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: [],
    content: { size: call.bodyBytes, mimeType: 'x-unknown' },
    redirectURL: '',
    headersSize: -1,
    bodySize: call.bodyBytes,
    _transferSize: call.bodyBytes,
    ...(broken && { _error: call.error ?? call.outcome }),
  }
}

function queryOf(url: string): { name: string; value: string }[] {
  const parameters = URL.parse(url)?.searchParams ?? []
  return Array.from(parameters, ([name, value]) => ({ name, value }))
}

function commentOf({ client, attempt, outcome }: Call): string {
  return [
    client !== '' && `client ${client}`,
    attempt > 1 && `attempt ${attempt}`,
    outcome !== 'ok' && outcome,
  ]
    .filter((part) => part !== false)
    .join(', ')
}
