import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that to wait for a promise is not to listen to it.
 *
 * @fails tells a failure that nobody has heard when it is left
 * @diagnosis the work behind the promise
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<HeardPromise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort(error)
        throw signal.reason
      })
      const promise = HeardPromise.of(end)
      running.add(promise)
      end.then(
        () => running.delete(promise),
        () => rejected.push(promise),
      )
      return promise
    },
    async [Symbol.asyncDispose]() {
      const calledOff = signal.aborted
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      if (calledOff && rejected.length > 0 && rejected.every(({ heard }) => !heard)) {
        throw signal.reason
      }
    },
  }
}
