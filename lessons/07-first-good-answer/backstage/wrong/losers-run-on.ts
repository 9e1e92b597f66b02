import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `Promise.any` cancels what it no longer needs.
 *
 * @fails aborts the losers in that moment, and leaves no rejection unhandled
 * @diagnosis the losers ran on
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  try {
    return await Promise.any(tasks.map((task) => Promise.try(task, { signal })))
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
