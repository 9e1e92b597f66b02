import { HeardPromise } from '../../heard-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that it is for the caller to handle every promise that `run` has given it.
 *
 * @fails leaves no rejection unhandled, however many tasks fail
 * @diagnosis that ends a Node process
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  return {
    signal,
    run<T>(task: Task<T>) {
      const end = Promise.try(task, { signal }).catch((error: unknown) => {
        controller.abort(error)
        throw signal.reason
      })
      const promise = new HeardPromise<Awaited<T>>((resolve) => resolve(end))
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
