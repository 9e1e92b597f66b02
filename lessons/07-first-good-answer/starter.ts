import type { Contender, FirstGoodOptions } from './types.ts'

/**
 * Runs all tasks at once, gives the value of the first that succeeds, and aborts the others.
 *
 * @throws {RangeError} if there is no task
 * @throws {AggregateError} if every task failed; `errors` is in the order of the tasks
 * @throws `signal.reason`, untouched, if the caller gave up
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  // TODO: the first to end wins here, good or bad. And what do the others do from then on?
  return Promise.race(tasks.map((task) => task({ signal })))
}
