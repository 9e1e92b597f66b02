import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the tasks need a signal of ours only if the caller has none.
 *
 * @fails aborts every task when the caller aborts
 * @diagnosis only the caller can abort
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
        return { run, value: await run.task({ signal: signal ?? run.controller.signal }) }
      }),
    )
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
