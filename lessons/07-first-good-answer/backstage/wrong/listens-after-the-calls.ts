import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that nothing can abort before the calls are under way.
 *
 * @fails rejects with the caller's reason as soon as the signal aborts
 * @diagnosis Add it before you call any task
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  signal?.throwIfAborted()
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal?.reason)
  const first = Promise.any(
    runs.map(async (run) => {
      const own = run.controller.signal
      const value = await run.task({ signal: signal ? AbortSignal.any([signal, own]) : own })
      return { run, value }
    }),
  )
  signal?.addEventListener('abort', onAbort)
  try {
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
