/** What a request asks for. */
export interface Target {
  /** The path, normalised: no `..`, no `\`. Its segments are not decoded. */
  readonly path: string
  /** From the question mark on, or `''`. */
  readonly search: string
  /** The host of an absolute form (`GET http://host/path`), which counts instead of the Host header. */
  readonly host?: string
}

/** A path, and perhaps a query, which a URL would leave as they are. Nearly all requests have one. */
const PLAIN = /^\/[\w~/-]*(?:\?[\w~.&=%+,-]*)?$/

/** Reads the target of a request line; `undefined` if it is none that a server can answer. */
export function parseTarget(text: string): Target | undefined {
  if (PLAIN.test(text)) {
    const at = text.indexOf('?')
    return at === -1
      ? { path: text, search: '' }
      : { path: text.slice(0, at), search: text.length === at + 1 ? '' : text.slice(at) }
  }
  if (text === '*') return { path: '*', search: '' }
  // The name is put in front as text: as a base of `new URL`, it would give way to `//other/path`.
  if (text.startsWith('/')) return targetOf(URL.parse(`http://origin${text}`))
  const url = URL.parse(text)
  const target = url?.protocol === 'http:' || url?.protocol === 'https:' ? targetOf(url) : undefined
  return target && url ? { ...target, host: url.host } : undefined
}

function targetOf(url: URL | null): Target | undefined {
  return url === null ? undefined : { path: url.pathname, search: url.search }
}
