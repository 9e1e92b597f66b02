import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that it is enough to start all tasks at once, and then awaits them one after another.
 *
 * @fails resolves with the first success, and calls every task right away
 * @diagnosis awaits the tasks in the order of the list
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const controller = new AbortController()
  const either = AbortSignal.any([signal, controller.signal])
  const calls = tasks.map((task) => Promise.try(task, { signal: either }))
  const errors: unknown[] = []
  for (const call of calls) {
    try {
      const value = await call
      controller.abort()
      return value
    } catch (error) {
      errors.push(error)
    }
  }
  throw new AggregateError(errors)
}
