import type { Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that a generator may return only when every task has ended, as a scope does.
 *
 * @fails aborts the rest when the loop ends early
 * @diagnosis Abort the rest, and don't wait for it
 */
export async function* asTheyFinish<T>(tasks: readonly Task<T>[]): AsyncGenerator<Finished<T>> {
  const slots = tasks.map(() => Promise.withResolvers<Finished<T>>())
  let finished = 0
  const controllers = new Set<AbortController>()
  for (const [index, task] of tasks.entries()) {
    const controller = new AbortController()
    controllers.add(controller)
    void Promise.allSettled([Promise.try(task, { signal: controller.signal })]).then(([result]) => {
      controllers.delete(controller)
      slots[finished++]?.resolve({ ...result, index })
    })
  }
  try {
    for (const slot of slots) yield slot.promise
  } finally {
    for (const controller of controllers) controller.abort()
    await Promise.all(slots.map(({ promise }) => promise))
  }
}
