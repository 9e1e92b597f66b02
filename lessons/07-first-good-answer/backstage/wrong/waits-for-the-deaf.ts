import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that every task ends when its signal aborts, so that to tell them is enough.
 *
 * @fails gives the reason back, untouched, when the caller gives up
 * @diagnosis you waited for its end
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
      entries.map(async (entry) => {
        const either = AbortSignal.any([signal, entry.stop.signal])
        return { entry, value: await entry.task({ signal: either }) }
      }),
    )
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
