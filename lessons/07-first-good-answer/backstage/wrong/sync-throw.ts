import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the errors of a task always arrive as a rejected promise.
 *
 * @fails counts a task that throws as failed
 * @diagnosis turns a throw into a rejection
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
    const calls = runs.map((run) =>
      run.task({ signal: run.controller.signal }).then((value) => ({ run, value })),
    )
    const winner = await Promise.race([aborted.promise, Promise.any(calls)])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', abortAll)
  }
}
