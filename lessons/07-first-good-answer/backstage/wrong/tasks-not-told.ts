import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that when the caller has its reason, nobody else needs to hear of it.
 *
 * @fails gives the reason back, untouched, when the caller gives up
 * @diagnosis the tasks were not told
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal?.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const calledOff = Promise.withResolvers<never>()
  const callOff = (): void => calledOff.reject(signal?.reason)
  signal?.addEventListener('abort', callOff)
  const first = Promise.any(
    entries.map(async (entry) => {
      const value = await entry.task({ signal: entry.stop.signal })
      for (const other of entries) if (other !== entry) other.stop.abort()
      return value
    }),
  )
  try {
    return await Promise.race([first, calledOff.promise])
  } finally {
    signal?.removeEventListener('abort', callOff)
  }
}
