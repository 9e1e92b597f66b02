import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that whoever is interested in an error awaits the task, so that a scope can drop the
 * rest.
 *
 * @fails rethrows an error that nobody awaited
 * @diagnosis no promise that rejected, throw the first error
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = callerSignal
    ? AbortSignal.any([callerSignal, controller.signal])
    : controller.signal
  const running = new Set<Promise<unknown>>()
  let isDisposed = false

  async function runToEnd<T>(task: Task<T>): Promise<T> {
    signal.throwIfAborted()
    if (isDisposed) throw new Error('Cannot run a task: its scope has been disposed of')
    try {
      return await task({ signal })
    } catch (error) {
      controller.abort(error)
      throw signal.reason
    }
  }

  return {
    signal,
    run(task) {
      const end = runToEnd(task)
      const promise = TrackedPromise.of(end)
      running.add(end)
      end.then(
        () => running.delete(end),
        () => running.delete(end),
      )
      return promise
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
    },
  }
}
