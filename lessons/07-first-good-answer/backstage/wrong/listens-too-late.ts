import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a listener hears of an abort whenever it was.
 *
 * @fails gives the reason back, untouched, when the caller gives up
 * @diagnosis fires no event any more
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const stopAll = (): void => {
    for (const { stop } of entries) stop.abort(signal?.reason)
  }
  signal?.addEventListener('abort', stopAll)
  try {
    const winner = await Promise.any(
      entries.map(async (entry) => {
        return { entry, value: await entry.task({ signal: entry.stop.signal }) }
      }),
    )
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  } finally {
    signal?.removeEventListener('abort', stopAll)
  }
}
