import type { Contender, FirstGoodOptions } from '../types.ts'

export type { Contender, FirstGoodOptions } from '../types.ts'

/**
 * Runs all tasks concurrently, resolves with the value of the first that succeeds, and aborts the
 * others.
 *
 * - The losers are aborted with an `AbortError`. Nothing waits for them, and what they throw is dropped.
 * - The winner isn't aborted. Its signal keeps following the caller's, so that the caller can still abort
 *   the body of a `Response` that won.
 * - A task that throws before it returns a promise has failed.
 *
 * @throws {AggregateError} if every task failed, or if there is none; its `errors` are in the order of
 * the tasks.
 * @throws `signal.reason` itself, as soon as the caller aborts, even if a task ignores its signal. If the
 * signal has already aborted, no task is called.
 *
 * @example
 * ```ts
 * import { firstGood } from '@overlap/lesson-07'
 *
 * const tasks = [() => Promise.reject(new Error('down')), () => Promise.resolve('mirror')]
 *
 * await firstGood(tasks) // → 'mirror'
 * ```
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
    // A task may ignore its signal, so the caller's signal takes part in the race itself.
    const winner = await Promise.race([aborted.promise, first])
    for (const run of runs) if (run !== winner.run) run.controller.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', onAbort)
  }
}
