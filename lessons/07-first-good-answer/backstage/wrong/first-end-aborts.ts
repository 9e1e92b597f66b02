import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that the first task to end has ended the contest, and so puts the abort into a `finally`.
 *
 * @fails does not let a failed mirror win
 * @diagnosis `finally` runs for the one that failed, too
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  try {
    return await Promise.any(
      entries.map(async (entry) => {
        try {
          return await entry.task({ signal: AbortSignal.any([signal, entry.stop.signal]) })
        } finally {
          for (const other of entries) if (other !== entry) other.stop.abort()
        }
      }),
    )
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
