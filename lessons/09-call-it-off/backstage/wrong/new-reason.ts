import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that to abort is enough: why it happened is of interest to the caller alone.
 *
 * @fails tells the first failure, the very object, to the tasks and once to the caller
 * @diagnosis were given another reason
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running: Promise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort()
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
