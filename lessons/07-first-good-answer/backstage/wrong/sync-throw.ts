import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that an error in a function always comes as a rejected promise.
 *
 * @fails counts a task that throws at once among the failed
 * @diagnosis before it had made a promise
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  try {
    const winner = await Promise.any(
      entries.map((entry) =>
        entry
          .task({ signal: AbortSignal.any([signal, entry.stop.signal]) })
          .then((value) => ({ entry, value })),
      ),
    )
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
