import { HeardPromise } from '../../heard-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a `catch` sees the rejection of a promise that is returned from its `try`.
 *
 * @fails tells the first failure, the very object, to the tasks and once to the caller
 * @diagnosis only if the promise is awaited
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()

  async function toItsEnd<T>(task: Task<T>): Promise<T> {
    try {
      // oxlint-disable-next-line typescript/return-await -- the mistake on show
      return task({ signal })
    } catch (error) {
      controller.abort(error)
      throw signal.reason
    }
  }

  return {
    signal,
    run(task) {
      const end = toItsEnd(task)
      running.add(end)
      end.catch(() => {}).finally(() => running.delete(end))
      return HeardPromise.of(end)
    },
    async [Symbol.asyncDispose]() {
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
    },
  }
}
