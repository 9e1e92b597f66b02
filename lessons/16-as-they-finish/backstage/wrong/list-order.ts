import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a loop with `await` over promises gets the fastest first.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis in the order of the list
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  const promises = tasks.map(async (task) => task({ signal }))
  for (const promise of promises) promise.catch(() => {})
  for (const [index, promise] of promises.entries()) {
    const [result] = await Promise.allSettled([promise])
    yield { ...result, index }
  }
}
