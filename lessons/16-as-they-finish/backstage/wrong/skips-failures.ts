import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a failed task has no result.
 *
 * @fails yields a failure as a result, when it happens
 * @diagnosis Then nobody knows that something failed
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const slots = tasks.map(() => Promise.withResolvers<Finished<T>>())
  let finished = 0
  let failed = 0
  for (const [index, task] of tasks.entries()) {
    Promise.try(task, { signal }).then(
      (value) => slots[finished++]?.resolve({ status: 'fulfilled', value, index }),
      () => slots[tasks.length - ++failed]?.resolve({ status: 'rejected', reason: 'skip', index }),
    )
  }
  for (const slot of slots) {
    const result = await slot.promise
    if (result.status === 'fulfilled') yield result
  }
}
