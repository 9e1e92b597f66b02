import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that tasks which the caller aborted have failed like any others.
 *
 * @fails rejects with the caller's reason as soon as the signal aborts
 * @diagnosis The tasks didn't fail, they were aborted
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  const winner = await Promise.any(
    runs.map(async (run) => {
      const either = AbortSignal.any([signal, run.controller.signal])
      return { run, value: await run.task({ signal: either }) }
    }),
  )
  for (const run of runs) if (run !== winner.run) run.controller.abort()
  return winner.value
}
