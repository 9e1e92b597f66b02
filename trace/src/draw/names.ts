import type { Call, Trace } from '../call.ts'
import { oneLine } from './text.ts'

/** The names of the calls in the drawings of a trace. */
export interface Names {
  /** `/products/1`, `POST /orders #2`, `alice /cart`. */
  full(call: Call): string
  /** The full name without the beginning that all names share. */
  short(call: Call): string
}

/**
 * Names the calls of a trace as briefly as possible.
 *
 * A name has the path. It has the origin only if there are several, the method only if it is not GET,
 * the attempt only from the second on, and the client only if there are several.
 */
export function namesFor(trace: Trace, ascii = false): Names {
  const { calls } = trace
  const severalOrigins = new Set(calls.map(originOf)).size > 1
  const severalClients = new Set(calls.map((call) => call.client)).size > 1
  const named = (call: Call): string => {
    const target = (severalOrigins ? hostOf(call.url) : '') + pathOf(call.url)
    const attempt = call.attempt > 1 ? ` #${call.attempt}` : ''
    return oneLine((call.method === 'GET' ? '' : `${call.method} `) + target + attempt, ascii)
  }
  const prefix = commonPrefix(calls.map(named))
  return {
    full: (call) => (severalClients ? `${oneLine(call.client, ascii) || '-'} ` : '') + named(call),
    short: (call) => named(call).slice(prefix),
  }
}

/** Path and query of a URL, or the text itself if it is not a URL. */
function pathOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? url : parsed.pathname + parsed.search
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}

function originOf({ url }: Call): string {
  return URL.parse(url)?.origin ?? ''
}

/** The length of the whole path segments that all names begin with: `/products/` for two products. */
function commonPrefix(names: readonly string[]): number {
  const [first = '', ...rest] = names
  let length = first.length
  for (const name of rest) {
    while (!name.startsWith(first.slice(0, length))) length -= 1
  }
  return Math.max(first.lastIndexOf('/', length - 1), first.lastIndexOf('=', length - 1)) + 1
}
