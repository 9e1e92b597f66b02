import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a task has one signal, and that its own controller is that one.
 *
 * @fails gives the reason back, untouched, when the caller gives up
 * @diagnosis the one of the caller did not
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal?.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const winner = await Promise.any(
    entries.map(async (entry) => {
      return { entry, value: await entry.task({ signal: entry.stop.signal }) }
    }),
  )
  for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
  return winner.value
}
