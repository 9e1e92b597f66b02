import { HeardPromise } from '../heard-promise.ts'
import type { Task, TaskScope, TaskScopeOptions } from '../types.ts'

export type { Task, TaskScope, TaskScopeOptions } from '../types.ts'

/**
 * Opens a scope for tasks. It is meant for `await using`: no task outlives the block.
 *
 * - The first task that fails calls the others off, with its failure as the reason. So does the
 *   caller's signal, with its own reason.
 * - Leaving the block calls off what still runs, and waits until it has ended. A task that ignores
 *   its signal is waited for, too. So await what you want done.
 * - From then on every task that does not come to a good end rejects with that one reason, whatever
 *   it throws.
 * - Whoever listens to one of these promises has been told. If nobody did, leaving throws the reason.
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
 *   await scope.run(() => Promise.reject(new Error('no')))
 * })
 *
 * // The failure aborts the other task before its answer comes.
 * run.trace.calls[0]?.outcome // → 'aborted'
 * ```
 */
export function taskScope({ signal: outer }: TaskScopeOptions = {}): TaskScope {
  const controller = new AbortController()
  const { signal } = controller
  const running = new Set<Promise<unknown>>()
  const rejected: HeardPromise<unknown>[] = []
  let left = false

  const follow = (): void => controller.abort(outer?.reason)
  if (outer?.aborted) follow()
  else outer?.addEventListener('abort', follow, { once: true })

  async function toItsEnd<T>(task: Task<T>): Promise<T> {
    signal.throwIfAborted()
    if (left) throw new Error('Cannot run a task: its scope was left. Run it before the block ends')
    try {
      if (typeof task !== 'function') throw new TypeError(notATask(task))
      return await task({ signal })
    } catch (error) {
      // The first failure. For a later one this does nothing: a signal keeps its first reason.
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
      const calledOff = signal.aborted && !left
      left = true
      outer?.removeEventListener('abort', follow)
      // `await using` does not say whether the block was left by an error: the same in both cases.
      if (running.size > 0) controller.abort(leftEarly())
      await Promise.allSettled(running)
      if (calledOff && rejected.length > 0 && !rejected.some(({ heard }) => heard)) {
        throw signal.reason
      }
    },
  }
}

function notATask(given: unknown): string {
  return `Cannot run a task: expected a function that starts it, got ${String(given)}`
}

function leftEarly(): DOMException {
  return new DOMException(
    'The scope was left while tasks were running: await their promises before the block ends',
    'AbortError',
  )
}
