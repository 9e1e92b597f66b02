import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a mirror is there for the case that the one before it fails.
 *
 * @fails asks every mirror before the first one answers
 * @diagnosis One mirror was asked at a time
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  const errors: unknown[] = []
  for (const task of tasks) {
    signal.throwIfAborted()
    try {
      return await task({ signal })
    } catch (error) {
      errors.push(error)
    }
  }
  signal.throwIfAborted()
  throw new AggregateError(errors, 'All tasks failed')
}
