/** A path or pattern, for one method or for all methods. */
export interface RoutePattern {
  /** If two patterns match, the one with the larger specificity wins. */
  readonly specificity: number
  /** Whether it matches such a call. `path` has no query. */
  matches(method: string, path: string): boolean
}

const form = /^(?:([A-Za-z]+) )?(\/\S*)$/

/** Whether a text is a valid route: `/products/3`, `GET /products/:id`, `/products/*`. */
export function isRoute(text: string): boolean {
  const path = form.exec(text)?.[2]
  return path !== undefined && !path.includes('?') && !path.slice(0, -1).includes('*')
}

/**
 * Parses a route; see {@link isRoute} for the form.
 *
 * Specificity: a path before a pattern, a pattern before one that ends in `*`, then the one with
 * more literal segments, then the one with a method.
 */
export function parseRoute(text: string): RoutePattern {
  const [, method, path = text] = form.exec(text) ?? []
  const wanted = method?.toUpperCase()
  const segments = path.split('/').slice(1)
  const rest = segments.at(-1)?.endsWith('*') ?? false
  const literals = segments.filter((s) => !s.startsWith(':') && !s.endsWith('*')).length
  const kind = rest ? 0 : literals < segments.length ? 1 : 2
  const test = pathTest(path, kind)
  return {
    specificity: kind * 1e6 + literals * 2 + (wanted === undefined ? 0 : 1),
    matches: (method, path) => (wanted === undefined || wanted === method) && test(path),
  }
}

function pathTest(pattern: string, kind: number): (path: string) => boolean {
  if (kind === 2) return (path) => path === pattern
  const source = pattern
    .replace(/\*$/, '')
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : escapeLiteral(segment)))
    .join('/')
  const expression = new RegExp(`^${source}${kind === 0 ? '' : '$'}`)
  return (path) => expression.test(path)
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
