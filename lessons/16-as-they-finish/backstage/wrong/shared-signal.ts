import { checkTasks } from '../../check-arguments.ts'
import { closable } from '../../closable.ts'
import type { FinishOptions, Finished, Task } from '../../types.ts'

export { mapStream, pages, readLines } from '../solution.ts'

/**
 * Believes that one signal for all tasks is enough.
 *
 * @fails stops on abort and on `return()`, leaves finished tasks alone
 * @diagnosis Give each task a signal of its own
 */
export function asTheyFinish<T>(
  tasks: readonly Task<T>[],
  { signal }: FinishOptions = {},
): AsyncIterable<Finished<T>> {
  checkTasks(tasks)
  const slots = tasks.map(() => Promise.withResolvers<Finished<T> | undefined>())
  const controller = new AbortController()
  let finished = 0

  async function run(task: Task<T>, index: number): Promise<void> {
    const [result] = await Promise.allSettled([Promise.try(task, { signal: controller.signal })])
    slots[finished++]?.resolve({ ...result, index })
  }

  function stop(): void {
    controller.abort(signal?.reason)
    for (const slot of slots) slot.resolve(undefined)
  }

  async function* results(): AsyncGenerator<Finished<T>, void> {
    signal?.throwIfAborted()
    signal?.addEventListener('abort', stop)
    try {
      for (const [index, task] of tasks.entries()) void run(task, index)
      for (const slot of slots) {
        const result = await slot.promise
        signal?.throwIfAborted()
        if (!result) return
        yield result
      }
    } finally {
      signal?.removeEventListener('abort', stop)
      stop()
    }
  }
  return closable(results(), stop)
}
