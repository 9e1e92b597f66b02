import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `finally` only looks on, and makes no promise of its own.
 *
 * @fails rejects with an AggregateError when every task has failed
 * @diagnosis on the promise that `Promise.any` returns
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const controller = new AbortController()
  const either = AbortSignal.any([signal, controller.signal])
  const first = Promise.any(tasks.map((task) => Promise.try(task, { signal: either })))
  void first.finally(() => controller.abort())
  return first
}
