import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a rejection stops the other tasks, because `Promise.all` "fails fast".
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis A rejection doesn't stop anything
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
    return await task({ signal })
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
      isDisposed = true
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      const [first] = rejected
      if (first && !rejected.some(({ wasAwaited }) => wasAwaited)) await first
    },
  }
}
