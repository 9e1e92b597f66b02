import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a race is won by the promise that settled first.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis Among promises that have settled
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const controller = new AbortController()
  const { signal } = controller
  const pending = new Map(
    tasks.map((task, index) => [
      index,
      Promise.allSettled([Promise.try(task, { signal })]).then(([result]) => ({
        ...result,
        index,
      })),
    ]),
  )
  try {
    while (pending.size > 0) {
      const result: Finished<T> = await Promise.race(pending.values())
      pending.delete(result.index)
      yield result
    }
  } finally {
    controller.abort()
  }
}
