import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that whoever awaited any task of the scope has been told how it went.
 *
 * @fails tells a failure that nobody has heard when it is left
 * @diagnosis Only promises that were rejected count
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  const promises: HeardPromise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort(error)
        throw signal.reason
      })
      const promise = HeardPromise.of(end)
      promises.push(promise)
      running.add(end)
      end.catch(() => {}).finally(() => running.delete(end))
      return promise
    },
    async [Symbol.asyncDispose]() {
      const calledOff = signal.aborted
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      if (calledOff && promises.length > 0 && promises.every(({ heard }) => !heard)) {
        throw signal.reason
      }
    },
  }
}
