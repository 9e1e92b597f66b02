/** The result of repeated runs. */
export interface Repeated {
  readonly times: number
  /** Number of runs with the same result as the first one, which counts, too. */
  readonly equal: number
  /** The first run with another result: its number, and the first different line of both. */
  readonly difference?: { readonly run: number; readonly first: string; readonly later: string }
}

/**
 * Runs something several times in sequence, and compares each result with the first one.
 *
 * @param run - Returns everything that has to be equal, as lines of text.
 */
export async function repeat(times: number, run: () => Promise<string>): Promise<Repeated> {
  const first = await run()
  let equal = 1
  let difference: Repeated['difference']
  for (let i = 2; i <= times; i++) {
    const then = await run()
    if (then === first) equal++
    else difference ??= { run: i, ...firstDifference(first, then) }
  }
  return { times, equal, ...(difference && { difference }) }
}

function firstDifference(a: string, b: string): { first: string; later: string } {
  const first = a.split('\n')
  const then = b.split('\n')
  const index = first.findIndex((line, i) => line !== then[i])
  const at = index === -1 ? first.length : index
  return { first: first[at] ?? '', later: then[at] ?? '' }
}
