import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that only one task can succeed, because the others have been aborted by then.
 *
 * @fails leaves the winner's signal alone
 * @diagnosis Only the first success may abort the others
 */
export function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  return Promise.any(
    runs.map(async (run) => {
      const value = await run.task({ signal: AbortSignal.any([signal, run.controller.signal]) })
      for (const other of runs) if (other !== run) other.controller.abort()
      return value
    }),
  )
}
