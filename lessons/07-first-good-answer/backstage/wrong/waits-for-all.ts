import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that you know which task was first only when all of them have ended.
 *
 * @fails resolves with the first success, and calls every task right away
 * @diagnosis when the last task had ended
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const controller = new AbortController()
  const either = AbortSignal.any([signal, controller.signal])
  const values: T[] = []
  const ends = await Promise.allSettled(
    tasks.map(async (task) => values.push(await task({ signal: either }))),
  )
  controller.abort()
  if (values.length > 0) return values[0] as T
  throw new AggregateError(ends.map((end) => (end.status === 'rejected' ? end.reason : undefined)))
}
