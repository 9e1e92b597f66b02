import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `Promise.race` is won by the first good answer, and that it cancels the losers.
 *
 * @fails resolves with the first success, and calls every task right away
 * @diagnosis even if it rejects
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  return Promise.race(tasks.map((task) => task({ signal })))
}
