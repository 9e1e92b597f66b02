import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that every task gives a promise, and that its failures come out of that.
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis threw before it returned a promise
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running: Promise<unknown>[] = []
  return {
    signal,
    run(task) {
      const given = task({ signal })
      const end = Promise.resolve(given).catch((error: unknown) => {
        controller.abort(error)
        throw signal.reason
      })
      running.push(end)
      return HeardPromise.of(end)
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(running)
    },
  }
}
