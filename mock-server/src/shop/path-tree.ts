/** What a router needs to know of a route. */
export interface Routable {
  /** The method in capitals. */
  readonly method: string
  /** The path, with `:name` for a segment that may be anything. */
  readonly pattern: string
}

/** Where a route is: at the end of its path. */
interface Leaf<Route> {
  readonly route: Route
  readonly names: readonly string[]
}

/** What may stand at one place of a path. */
export interface Node<Route> {
  readonly fixed: Map<string, Node<Route>>
  any?: Node<Route>
  readonly leaves: Map<string, Leaf<Route>>
}

/** A place where nothing may stand yet. */
export function createNode<Route>(): Node<Route> {
  return { fixed: new Map(), leaves: new Map() }
}

/**
 * Adds a route and returns how many segments it has.
 *
 * @throws {RangeError} if a route of the same method and pattern is there.
 */
export function addRoute<Route extends Routable>(root: Node<Route>, route: Route): number {
  const segments = route.pattern.split('/').filter((segment) => segment !== '')
  const names: string[] = []
  let node = root
  for (const segment of segments) {
    if (segment.startsWith(':')) {
      names.push(segment.slice(1))
      node = node.any ??= createNode()
    } else {
      const next = node.fixed.get(segment) ?? createNode()
      node.fixed.set(segment, next)
      node = next
    }
  }
  if (node.leaves.has(route.method)) {
    throw new RangeError(
      `Cannot add the route ${route.method} ${route.pattern}: expected each method and path once, got it twice`,
    )
  }
  node.leaves.set(route.method, { route, names })
  return segments.length
}

/** The segments of a path, decoded; `undefined` when it has more than `max` or cannot be decoded. */
export function segmentsOf(pathname: string, max: number): readonly string[] | undefined {
  const segments: string[] = []
  for (let start = 0; start < pathname.length;) {
    const slash = pathname.indexOf('/', start)
    const end = slash === -1 ? pathname.length : slash
    if (end > start) {
      if (segments.length === max) return undefined
      segments.push(pathname.slice(start, end))
    }
    start = end + 1
  }
  try {
    return pathname.includes('%') ? segments.map(decodeURIComponent) : segments
  } catch {
    return undefined
  }
}

/** Asks every node that a path leads to, the most fixed first, until `ask` has an answer. */
export function find<Route, Answer>(
  node: Node<Route>,
  segments: readonly string[],
  values: string[],
  ask: (node: Node<Route>) => Answer | undefined,
  level = 0,
): Answer | undefined {
  const segment = segments[level]
  if (segment === undefined) return ask(node)
  const fixed = node.fixed.get(segment)
  const answer = fixed && find(fixed, segments, values, ask, level + 1)
  if (answer !== undefined || !node.any) return answer
  values.push(segment)
  const found = find(node.any, segments, values, ask, level + 1)
  if (found === undefined) values.pop()
  return found
}
