import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a task that was aborted has ended.
 *
 * @fails waits until every task has settled
 * @diagnosis only asks a task to stop
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal })
        .catch((error: unknown) => {
          controller.abort(error)
          throw signal.reason
        })
        .finally(() => running.delete(end))
      running.add(end)
      return HeardPromise.of(end)
    },
    [Symbol.asyncDispose]() {
      if (running.size > 0) controller.abort()
      return Promise.resolve()
    },
  }
}
