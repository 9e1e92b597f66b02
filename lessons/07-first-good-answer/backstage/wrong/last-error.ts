import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the last error says enough about why nothing worked.
 *
 * @fails gives every error when all have failed, in the order of the tasks
 * @diagnosis Two are lost
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  let lastError: unknown
  const running = entries.map(async (entry) => {
    try {
      const either = AbortSignal.any([signal, entry.stop.signal])
      return { entry, value: await entry.task({ signal: either }) }
    } catch (error) {
      lastError = error
      throw error
    }
  })
  try {
    const winner = await Promise.any(running)
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } catch {
    throw signal.aborted ? signal.reason : lastError
  }
}
