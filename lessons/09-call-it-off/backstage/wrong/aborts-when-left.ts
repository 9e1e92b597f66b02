import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a failure leaves the block at once, so that the end of the block is the place to abort.
 *
 * @fails calls the other tasks off when one fails
 * @diagnosis nobody called it off
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).finally(() => running.delete(end))
      running.add(end)
      return HeardPromise.of(end)
    },
    async [Symbol.asyncDispose]() {
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
    },
  }
}
