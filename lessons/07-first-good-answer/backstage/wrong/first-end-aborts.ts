import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the first task to end has won, and aborts the others in its `finally` block.
 *
 * @fails resolves with the first success, and calls every task right away
 * @diagnosis also runs after a failure
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  return Promise.any(
    runs.map(async (run) => {
      try {
        return await run.task({ signal: AbortSignal.any([signal, run.controller.signal]) })
      } finally {
        for (const other of runs) if (other !== run) other.controller.abort()
      }
    }),
  )
}
