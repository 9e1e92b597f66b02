import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that an async generator runs its tasks concurrently.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis ran one after another
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  for (const [index, task] of tasks.entries()) {
    const [result] = await Promise.allSettled([Promise.try(task, { signal })])
    yield { ...result, index }
  }
}
