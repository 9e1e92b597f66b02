import type { Contender, FirstGoodOptions } from './types.ts'

/**
 * Runs all tasks concurrently, resolves with the value of the first that succeeds, and aborts the
 * others. The README says when it rejects. The options are for the last star.
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  _options: FirstGoodOptions = {},
): Promise<T> {
  const { signal } = new AbortController()
  // TODO: here, the first task that settles wins, even if it failed. And what do the others do then?
  return Promise.race(tasks.map((task) => task({ signal })))
}
