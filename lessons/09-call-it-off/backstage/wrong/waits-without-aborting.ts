import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a scope has done its duty when it waits for all of its tasks.
 *
 * @fails calls the other tasks off when one fails
 * @diagnosis nobody told them to stop
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
      await Promise.allSettled(tasks)
    },
  }
}
