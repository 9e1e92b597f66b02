import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that a promise is handled for good once somebody, here `Promise.any`, has it.
 *
 * @fails aborts the losers in that moment, and leaves no rejection unhandled
 * @diagnosis of their rejections had no handler
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal = new AbortController().signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal.throwIfAborted()
  const entries = tasks.map((task) => {
    const stop = new AbortController()
    const running = Promise.try(task, { signal: AbortSignal.any([signal, stop.signal]) })
    return { stop, running }
  })
  for (const entry of entries) {
    void entry.running.then(() => {
      for (const other of entries) if (other !== entry) other.stop.abort()
    })
  }
  try {
    return await Promise.any(entries.map((entry) => entry.running))
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}
