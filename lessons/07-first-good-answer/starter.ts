import type { Contender, FirstGoodOptions } from './types.ts'

/**
 * Runs all tasks concurrently, resolves with the value of the first that succeeds, and aborts the
 * others. See the README for when it rejects. The options are for the last two stars.
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  _options: FirstGoodOptions = {},
): Promise<T> {
  const { signal } = new AbortController()
  // TODO: here, the first task that settles wins, even if it failed. What do the other tasks do after that?
  return Promise.race(tasks.map((task) => task({ signal })))
}
