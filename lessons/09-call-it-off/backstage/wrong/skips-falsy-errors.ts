import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that whatever is thrown is an error object, so that a failure is always truthy.
 *
 * @fails rethrows an error that nobody awaited
 * @diagnosis is a valid reason
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = callerSignal
    ? AbortSignal.any([callerSignal, controller.signal])
    : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: TrackedPromise<unknown>[] = []
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
        () => {
          running.delete(end)
          rejected.push(promise)
        },
      )
      return promise
    },
    async [Symbol.asyncDispose]() {
      const hadFailed = signal.aborted && !isDisposed
      isDisposed = true
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      const wasSeen = rejected.some(({ wasAwaited }) => wasAwaited)
      if (hadFailed && rejected.length > 0 && !wasSeen && signal.reason) throw signal.reason
    },
  }
}
