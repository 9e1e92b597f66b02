import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that the signal of the caller is for the caller.
 *
 * @fails follows the caller's signal
 * @diagnosis abort your own with its reason
 */
export function taskScope(_options: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const { signal } = controller
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort(error)
        throw signal.reason
      })
      const promise = HeardPromise.of(end)
      running.add(end)
      end.catch(() => rejected.push(promise)).finally(() => running.delete(end))
      return promise
    },
    async [Symbol.asyncDispose]() {
      const calledOff = signal.aborted
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      if (calledOff && rejected.length > 0 && rejected.every(({ heard }) => !heard)) {
        throw signal.reason
      }
    },
  }
}
