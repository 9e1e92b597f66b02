import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that an error is always an object.
 *
 * @fails rejects with an AggregateError when every task has failed
 * @diagnosis An error can be any value
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
        const value = await run.task({ signal: signal ? AbortSignal.any([signal, own]) : own })
        return { run, value }
      }),
    )
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } catch (error) {
    if (!(error instanceof AggregateError) || signal?.aborted) throw error
    throw new AggregateError(error.errors.filter(Boolean), error.message, { cause: error })
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
