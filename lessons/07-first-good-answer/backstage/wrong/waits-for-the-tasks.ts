import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that every task ends when its signal aborts, so that passing the signal on is enough.
 *
 * @fails rejects with the caller's reason as soon as the signal aborts
 * @diagnosis which ignores its signal
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  signal.throwIfAborted()
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  try {
    const winner = await Promise.any(
      runs.map(async (run) => {
        const either = AbortSignal.any([signal, run.controller.signal])
        return { run, value: await run.task({ signal: either }) }
      }),
    )
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
