import { TrackedPromise } from '../../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../../types.ts'

/**
 * Believes that a failure ends the block at once, so that the end of the block is the place to
 * abort.
 *
 * @fails aborts the other tasks when one fails
 * @diagnosis don't wait for the end of the block
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const signal = callerSignal
    ? AbortSignal.any([callerSignal, controller.signal])
    : controller.signal
  const running = new Set<Promise<unknown>>()
  const rejected: TrackedPromise<unknown>[] = []
  let isDisposed = false
  let failure: { readonly error: unknown } | undefined

  async function runToEnd<T>(task: Task<T>): Promise<T> {
    signal.throwIfAborted()
    if (isDisposed) throw new Error('Cannot run a task: its scope has been disposed of')
    try {
      return await task({ signal })
    } catch (error) {
      failure ??= { error }
      throw failure.error
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
      const hadFailed = failure !== undefined && !isDisposed
      isDisposed = true
      if (running.size > 0 || failure) controller.abort(failure?.error)
      await Promise.allSettled(running)
      const wasSeen = rejected.some(({ wasAwaited }) => wasAwaited)
      if (hadFailed && rejected.length > 0 && !wasSeen) throw signal.reason
    },
  }
}
