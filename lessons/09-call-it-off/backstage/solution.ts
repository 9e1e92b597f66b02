import { TrackedPromise } from '../tracked-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../types.ts'

export type { Task, TaskScope, TaskScopeOptions } from '../types.ts'

/**
 * Opens a scope for tasks. Use it with `await using`: when the block ends, every task has ended.
 *
 * - The first task that fails aborts the others, with its error as the reason. The caller's signal
 *   aborts all of them, with its own reason.
 * - When the block ends, tasks that are still running are aborted with an `AbortError`, and the scope
 *   waits until they have settled, even if they ignore their signal. So await every task whose result
 *   you want.
 * - A task that the signal stops rejects with the reason of the abort, whatever it throws itself. A
 *   task that ignores the signal and succeeds keeps its result.
 * - After a failure or the caller's abort, `run` calls no task and rejects with the same reason. Once
 *   disposal has begun, it rejects with an error that says so.
 * - If a task failed and nobody awaited a promise that rejected, the end of the block throws the error.
 *   `Promise.race` awaits all of its promises, so an error that it drops counts as awaited.
 * - A signal can't be aborted with `undefined`, so a task that throws `undefined` rejects with an
 *   `AbortError`.
 *
 * @example
 * ```ts
 * import { taskScope } from '@overlap/lesson-09'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 100 }, async (api) => {
 *   await using scope = taskScope()
 *   const load = (path: string) => scope.run(({ signal }) => fetch(api.url(path), { signal }))
 *   void load('/todos/1')
 *   await scope.run(() => Promise.reject(new Error('sold out')))
 * })
 *
 * // The second task fails, so the scope aborts the first before its response arrives.
 * run.trace.calls[0]?.outcome // → 'aborted'
 * ```
 */
export function taskScope({ signal: callerSignal }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const { signal } = controller
  const running = new Set<Promise<unknown>>()
  const rejected: TrackedPromise<unknown>[] = []
  let isDisposed = false

  const follow = (): void => controller.abort(callerSignal?.reason)
  if (callerSignal?.aborted) follow()
  else callerSignal?.addEventListener('abort', follow)

  async function runToEnd<T>(task: Task<T>): Promise<T> {
    signal.throwIfAborted()
    if (isDisposed) throw new Error('Cannot run a task: its scope has been disposed of')
    try {
      return await task({ signal })
    } catch (error) {
      // Only the first abort counts: a signal keeps its reason.
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
      // The first callback of `end`, so that it runs before a block that awaits the promise goes on.
      const remove = (): boolean => running.delete(end)
      end.then(remove, remove)
      end.catch(() => rejected.push(promise))
      return promise
    },
    async [Symbol.asyncDispose]() {
      const hadFailed = signal.aborted && !isDisposed
      isDisposed = true
      callerSignal?.removeEventListener('abort', follow)
      // `await using` doesn't say whether an error ended the block, so abort in either case.
      if (running.size > 0) controller.abort()
      await Promise.allSettled(running)
      const wasSeen = rejected.some(({ wasAwaited }) => wasAwaited)
      if (hadFailed && rejected.length > 0 && !wasSeen) throw signal.reason
    },
  }
}
