import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that to abort is enough: why it happened is of interest to the caller alone.
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis abort the signal with the error itself
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
