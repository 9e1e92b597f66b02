import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a mirror is needed only if the one before it has failed.
 *
 * @fails resolves with the first success, and calls every task right away
 * @diagnosis only 1 of 4 tasks right away
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const errors: unknown[] = []
  for (const task of tasks) {
    signal.throwIfAborted()
    try {
      return await task({ signal })
    } catch (error) {
      errors.push(error)
    }
  }
  throw new AggregateError(errors)
}
