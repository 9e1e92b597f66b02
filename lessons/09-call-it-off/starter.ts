import type { TaskScope, TaskScopeOptions } from './types.ts'

/**
 * Opens a scope for tasks. Use it with `await using`: when the block ends, every task has ended.
 *
 * `types.ts` documents what a scope does. The options are for the first star.
 */
export function taskScope(_options: TaskScopeOptions = {}): TaskScope {
  const { signal } = new AbortController()
  const promises: Promise<unknown>[] = []
  return {
    signal,
    // TODO: when a task fails, abort the others.
    run(task) {
      // Calls the task, and turns a throw into a rejection.
      const promise = Promise.try(task, { signal })
      promises.push(promise)
      return promise
    },
    // TODO: abort the tasks that are still running, then wait for all of them. `Promise.all`
    // rejects early.
    async [Symbol.asyncDispose]() {
      await Promise.all(promises)
    },
  }
}
