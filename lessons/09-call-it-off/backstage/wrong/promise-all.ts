import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a rejection stops the siblings, as `Promise.all` "fails fast".
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis A rejection doesn't stop anything
 */
export function taskScope({
  signal = new AbortController().signal,
}: TaskScopeOptions = {}): TaskScope {
  const tasks: Promise<unknown>[] = []
  return {
    signal,
    run(task) {
      const promise = HeardPromise.of(Promise.try(task, { signal }))
      tasks.push(promise)
      return promise
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks).catch(() => {})
    },
  }
}
