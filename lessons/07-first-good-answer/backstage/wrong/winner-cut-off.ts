import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the caller's abort means nothing once there is a winner.
 *
 * @fails aborts every task when the caller aborts
 * @diagnosis downloaded for nothing
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  signal?.throwIfAborted()
  const runs = tasks.map((task) => ({ task, controller: new AbortController() }))
  const aborted = Promise.withResolvers<never>()
  const abortAll = (): void => {
    aborted.reject(signal?.reason)
    for (const { controller } of runs) controller.abort(signal?.reason)
  }
  signal?.addEventListener('abort', abortAll)
  try {
    const first = Promise.any(
      runs.map(async (run) => {
        return { run, value: await run.task({ signal: run.controller.signal }) }
      }),
    )
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', abortAll)
  }
}
