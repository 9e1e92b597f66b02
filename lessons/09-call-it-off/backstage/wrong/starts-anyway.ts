import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a task that gets an aborted signal will stop by itself.
 *
 * @fails starts nothing after a failure, an abort or disposal
 * @diagnosis Nobody needs its result any more
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
      if (hadFailed && rejected.length > 0 && !wasSeen) throw signal.reason
    },
  }
}
