import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `Promise.any` cancels what it no longer needs.
 *
 * @fails aborts the losers as soon as a task succeeds
 * @diagnosis your code aborted nothing
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  return Promise.any(tasks.map((task) => Promise.try(task, { signal })))
}
