import { HeardPromise } from '../../heard-promise.ts'
import type { TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that only tasks that were started have failed, so that a refusal needs no bookkeeping.
 *
 * @fails passes the abort of the outer signal on, with its reason untouched
 * @diagnosis `run` refused a task
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  return {
    signal,
    run(task) {
      if (signal.aborted) return Promise.reject(signal.reason)
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
      const calledOff = signal.aborted
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      if (calledOff && !rejected.some(({ heard }) => heard)) throw signal.reason
    },
  }
}
