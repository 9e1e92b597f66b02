import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that whoever has won no longer needs its signal, so that one is enough for all.
 *
 * @fails leaves the winner alone
 * @diagnosis aborted along with the losers
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  try {
    return await Promise.any(tasks.map((task) => Promise.try(task, { signal: either })))
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    stop.abort()
  }
}
