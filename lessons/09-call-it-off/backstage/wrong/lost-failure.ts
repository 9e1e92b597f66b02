import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that whoever wants to know of a failure awaits the task.
 *
 * @fails tells a failure that nobody has heard when it is left
 * @diagnosis must come out
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
    async [Symbol.asyncDispose]() {
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
    },
  }
}
