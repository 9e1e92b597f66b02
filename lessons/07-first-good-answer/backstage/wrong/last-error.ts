import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that one error says enough about why nothing worked.
 *
 * @fails rejects with an AggregateError when every task has failed
 * @diagnosis The other errors are lost
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  let lastError: unknown
  const calls = runs.map(async (run) => {
    try {
      const either = AbortSignal.any([signal, run.controller.signal])
      return { run, value: await run.task({ signal: either }) }
    } catch (error) {
      lastError = error
      throw error
    }
  })
  try {
    const winner = await Promise.any(calls)
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } catch {
    throw lastError
  }
}
