import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `Promise.race` is won by the first good answer.
 *
 * @fails does not let a failed mirror win
 * @diagnosis that was taken for the result
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const winner = await Promise.race(
    entries.map(async (entry) => {
      const either = AbortSignal.any([signal, entry.stop.signal])
      return { entry, value: await entry.task({ signal: either }) }
    }),
  )
  for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
  return winner.value
}
