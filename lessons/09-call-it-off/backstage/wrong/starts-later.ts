import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a task is started if its promise is there.
 *
 * @fails runs each task right away and returns its result
 * @diagnosis Call the task before the first `await`
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  return {
    signal,
    run(task) {
      const end = Promise.resolve()
        .then(() => task({ signal }))
        .catch((error: unknown) => {
          controller.abort(error)
          throw signal.reason
        })
      const promise = HeardPromise.of(end)
      running.add(end)
      end.catch(() => rejected.push(promise)).finally(() => running.delete(end))
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
