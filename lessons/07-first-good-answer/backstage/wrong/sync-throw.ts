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
  const onAbort = (): void => aborted.reject(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  try {
    const calls = runs.map((run) => {
      const own = run.controller.signal
      const either = signal ? AbortSignal.any([signal, own]) : own
      return run.task({ signal: either }).then((value) => ({ run, value }))
    })
    const winner = await Promise.race([aborted.promise, Promise.any(calls)])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
