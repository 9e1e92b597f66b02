import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that `index` counts the results.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis in the order in which they came
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const slots = tasks.map(() => Promise.withResolvers<Finished<T>>())
  let finished = 0
  for (const task of tasks) {
    void Promise.allSettled([Promise.try(task, { signal })]).then(([result]) => {
      const index = finished++
      slots[index]?.resolve({ ...result, index })
    })
  }
  for (const slot of slots) yield slot.promise
}
