import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that an `abort` event is an abort.
 *
 * @fails aborts the losers as soon as a task succeeds
 * @diagnosis Your code dispatched an `abort` event
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  signal?.throwIfAborted()
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  try {
    const first = Promise.any(
      runs.map(async (run) => {
        const own = run.controller.signal
        const value = await run.task({ signal: own })
        return { run, value }
      }),
    )
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) {
      if (run !== winner.run) run.controller.signal.dispatchEvent(new Event('abort'))
    }
    return winner.value
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
