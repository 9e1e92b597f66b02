import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that `break` also stops the tasks.
 *
 * @fails aborts the rest when the loop ends early
 * @diagnosis went on, though nobody will use its result
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const slots = tasks.map(() => Promise.withResolvers<Finished<T>>())
  let finished = 0
  for (const [index, task] of tasks.entries()) {
    void Promise.allSettled([Promise.try(task, { signal })]).then(([result]) =>
      slots[finished++]?.resolve({ ...result, index }),
    )
  }
  for (const slot of slots) yield slot.promise
}
