import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that the loop is always ready when a task ends, as a listener of an event would be.
 *
 * @fails yields each result as soon as its task has ended
 * @diagnosis Keep results until the loop calls `next()`
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const { signal } = new AbortController()
  let onResult: (result: Finished<T>) => void = () => {}
  const nextResult = () => new Promise<Finished<T>>((resolve) => (onResult = resolve))
  let next = nextResult()
  tasks.forEach(async (task, index) => {
    const [result] = await Promise.allSettled([Promise.try(task, { signal })])
    onResult({ ...result, index })
  })
  for (let left = tasks.length; left > 0; left -= 1) {
    yield await next
    next = nextResult()
  }
}
