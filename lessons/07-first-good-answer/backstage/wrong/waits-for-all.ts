import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the first is known when all are done, and aborts when nothing is left to abort.
 *
 * @fails gives the first good answer the moment it is there
 * @diagnosis waited for all the others
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const stop = new AbortController()
  const inOrderOfEnd: T[] = []
  const settled = await Promise.allSettled(
    tasks.map(async (task) => {
      inOrderOfEnd.push(await task({ signal: AbortSignal.any([signal, stop.signal]) }))
    }),
  )
  stop.abort()
  signal.throwIfAborted()
  if (inOrderOfEnd.length > 0) return inOrderOfEnd[0] as T
  const errors = settled.map((end) => (end.status === 'rejected' ? end.reason : undefined))
  throw new AggregateError(errors, 'All tasks failed')
}
