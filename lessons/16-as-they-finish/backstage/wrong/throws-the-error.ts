import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a loop can go on after its iterator has thrown.
 *
 * @fails yields a failure as a result, when it happens
 * @diagnosis An async generator that throws is over
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const slots = tasks.map(() => Promise.withResolvers<Finished<T>>())
  let finished = 0
  for (const [index, task] of tasks.entries()) {
    Promise.try(task, { signal }).then(
      (value) => slots[finished++]?.resolve({ status: 'fulfilled', value, index }),
      (error: unknown) => slots[finished++]?.reject(error),
    )
  }
  for (const slot of slots) slot.promise.catch(() => {})
  for (const slot of slots) yield slot.promise
}
