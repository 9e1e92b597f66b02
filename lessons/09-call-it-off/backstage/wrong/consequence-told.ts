import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that each task should say for itself why it ended, also when it was called off.
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis which is only a consequence
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running: Promise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort(error)
        throw error
      })
      running.push(end)
      return HeardPromise.of(end)
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(running)
    },
  }
}
