import leven from 'leven'

/** The properties of a route that are compared. */
interface Named {
  readonly method: string
  readonly pattern: string
}

/**
 * The route that was probably meant. A `:name` matches any segment, and a wrong method counts less
 * than a wrong word. `undefined` if more than half of the path's letters would have to change.
 */
export function nearestRoute<R extends Named>(
  method: string,
  path: string,
  routes: readonly R[],
): R | undefined {
  const wanted = segmentsOf(path)
  const known = wanted.reduce((sum, segment) => sum + segment.length, 0)
  const found = routes
    .map((route) => {
      const otherMethod = route.method === method ? 0 : 0.5
      return { route, mistakes: differences(wanted, segmentsOf(route.pattern)) + otherMethod }
    })
    .toSorted((a, b) => a.mistakes - b.mistakes)[0]
  return found !== undefined && found.mistakes <= Math.max(1, known / 2) ? found.route : undefined
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

/** The number of letters to change. For an extra or missing segment, all its letters count. */
function differences(wanted: readonly string[], pattern: readonly string[]): number {
  let mistakes = 0
  for (let i = 0; i < Math.max(wanted.length, pattern.length); i += 1) {
    const a = wanted[i]
    const b = pattern[i]
    if (a === undefined || b === undefined) mistakes += (a ?? b ?? '').length
    else if (!b.startsWith(':')) mistakes += leven(a, b)
  }
  return mistakes
}
