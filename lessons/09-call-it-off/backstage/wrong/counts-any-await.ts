import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a block that awaits any of its tasks learns of every error.
 *
 * @fails rethrows an error that nobody awaited
 * @diagnosis Count only promises that rejected
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = callerSignal
    ? AbortSignal.any([callerSignal, controller.signal])
    : controller.signal
  let running = 0
  const promises: TrackedPromise<unknown>[] = []
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
      running += 1
      promises.push(promise)
      end.then(
        () => (running -= 1),
        () => (running -= 1),
      )
      return promise
    },
    async [Symbol.asyncDispose]() {
      const hadFailed = signal.aborted && !isDisposed
      isDisposed = true
      if (running > 0) controller.abort()
      // Read before the scope awaits the promises itself, so its own await isn't the mistake.
      const wasAwaited = promises.some((one) => one.wasAwaited)
      await Promise.allSettled(promises)
      if (hadFailed && !wasAwaited) throw signal.reason
    },
  }
}
