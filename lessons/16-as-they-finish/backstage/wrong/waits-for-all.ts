import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that `for await` makes a list of results a stream.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis Don't wait for all tasks
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const results = await Promise.allSettled(tasks.map(async (task) => task({ signal })))
  for (const [index, result] of results.entries()) yield { ...result, index }
}
