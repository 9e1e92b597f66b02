import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a race costs the same however often it is run.
 *
 * @fails adds only a few reactions to each promise
 * @diagnosis A race adds a reaction to every promise
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const controllers = tasks.map(() => new AbortController())
  const ready: Finished<T>[] = []
  const pending = new Set<Promise<void>>()
  for (const [index, task] of tasks.entries()) {
    const { signal } = controllers[index] as AbortController
    const promise = Promise.allSettled([Promise.try(task, { signal })]).then(([result]) => {
      pending.delete(promise)
      ready.push({ ...result, index })
    })
    pending.add(promise)
  }
  try {
    for (let left = tasks.length; left > 0; left -= 1) {
      while (ready.length === 0) await Promise.race(pending)
      yield ready.shift() as Finished<T>
    }
  } finally {
    for (const controller of controllers) controller.abort()
  }
}
