import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that tasks which were called off are tasks that failed.
 *
 * @fails gives the reason back, untouched, when the caller gives up
 * @diagnosis They had not: they were called off
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const winner = await Promise.any(
    entries.map(async (entry) => {
      const either = AbortSignal.any([signal, entry.stop.signal])
      return { entry, value: await entry.task({ signal: either }) }
    }),
  )
  for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
  return winner.value
}
