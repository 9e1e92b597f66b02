import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a task that was called off by leaving is a failure to report, too.
 *
 * @fails calls off what still runs when the block is left early, and waits for its end
 * @diagnosis leaving added another one
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
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
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      if (rejected.every(({ heard }) => !heard)) signal.throwIfAborted()
    },
  }
}
