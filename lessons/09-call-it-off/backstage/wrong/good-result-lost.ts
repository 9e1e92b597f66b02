import { HeardPromise } from '../../heard-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a scope that was called off has no results any more.
 *
 * @fails tells a failure that nobody has heard when it is left
 * @diagnosis gave its result away
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = outer ? AbortSignal.any([outer, controller.signal]) : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []

  async function toItsEnd<T>(task: Task<T>): Promise<T> {
    try {
      const value = await task({ signal })
      signal.throwIfAborted()
      return value
    } catch (error) {
      controller.abort(error)
      throw signal.reason
    }
  }

  return {
    signal,
    run(task) {
      const end = toItsEnd(task)
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
