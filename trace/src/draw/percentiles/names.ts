/** A marked place, with the names of what is there. */
export interface NamedPlace {
  /** The place, in characters from the left. */
  readonly at: number
  readonly names: readonly string[]
}

/** A name to write, and where it begins. */
export interface PlacedName {
  readonly name: string
  readonly from: number
  /** Whether it begins after its sign. Otherwise it ends before it. */
  readonly isAfter: boolean
}

/** Which names are written first, if there isn't room for all. */
const PRIORITY = ['p99', 'p50', 'max', 'p95']

/** Writes as many names as fit beside their signs, which take one character each. */
export function placeNames(places: readonly NamedPlace[], width: number): PlacedName[] {
  const taken = places.map(({ at }) => ({ from: at, to: at + 1 }))
  const rank = ({ names }: NamedPlace): number =>
    Math.min(...names.map((name) => PRIORITY.indexOf(name)))
  return places
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(({ at, names }) => {
      const name = names.join(' ')
      const isFree = (from: number): boolean =>
        from >= 0 &&
        from + name.length <= width &&
        taken.every((other) =>
          other.from === at ? true : other.to < from || other.from > from + name.length,
        )
      const from = [at + 1, at - name.length].find(isFree)
      if (from === undefined) return []
      taken.push({ from, to: from + name.length })
      return [{ name, from, isAfter: from > at }]
    })
}
