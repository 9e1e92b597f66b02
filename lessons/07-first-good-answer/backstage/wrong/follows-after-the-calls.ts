import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a listener runs even if the signal aborted before it was added.
 *
 * @fails aborts every task when the caller aborts
 * @diagnosis Add yours before you call any task
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
  const first = Promise.any(
    runs.map(async (run) => {
      return { run, value: await run.task({ signal: run.controller.signal }) }
    }),
  )
  signal?.addEventListener('abort', abortAll)
  const winner = await Promise.race([aborted.promise, first])
  for (const run of runs) if (run !== winner.run) run.controller.abort()
  return winner.value
}
