import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that `once` removes the listener. It does, if the signal ever aborts.
 *
 * @fails follows the caller's signal
 * @diagnosis it keeps every listener in memory
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const { signal } = controller
  if (callerSignal?.aborted) controller.abort(callerSignal.reason)
  callerSignal?.addEventListener('abort', () => controller.abort(callerSignal.reason), {
    once: true,
  })
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
      if (hadFailed && rejected.length > 0 && !wasSeen) throw signal.reason
    },
  }
}
