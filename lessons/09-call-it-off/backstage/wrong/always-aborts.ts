import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that leaving a scope means to abort it, whatever became of its tasks.
 *
 * @fails aborts unfinished tasks first when it is disposed of
 * @diagnosis would take the success for a failure
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
        throw signal.reason
      })
      running.push(end)
      return HeardPromise.of(end)
    },
    async [Symbol.asyncDispose]() {
      controller.abort()
      await Promise.allSettled(running)
    },
  }
}
