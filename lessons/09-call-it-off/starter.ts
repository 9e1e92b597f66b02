// A promise that knows whether anybody has listened to it; you will need it for points 4 and 5.
import { HeardPromise } from './heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from './types.ts'

/**
 * Opens a scope for tasks. It is meant for `await using`: no task outlives the block.
 *
 * `run` and leaving are described in `types.ts`.
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const signal = outer ?? new AbortController().signal
  const tasks: Promise<unknown>[] = []
  return {
    signal,
    // TODO: a task that fails should call the others off.
    run(task) {
      const promise = HeardPromise.of(Promise.try(task, { signal }))
      tasks.push(promise)
      return promise
    },
    // TODO: this waits for the first failure at most, and stops nothing.
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks)
    },
  }
}
