import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `once` takes a listener away, also one that never fired.
 *
 * @fails leaves no listener on the caller’s signal
 * @diagnosis still on the caller’s signal
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  if (tasks.length === 0) throw new RangeError('There is no task')
  signal?.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const calledOff = Promise.withResolvers<never>()
  const stopAll = (): void => {
    calledOff.reject(signal?.reason)
    for (const { stop } of entries) stop.abort(signal?.reason)
  }
  signal?.addEventListener('abort', stopAll, { once: true })
  try {
    const first = Promise.any(
      entries.map(async (entry) => {
        return { entry, value: await entry.task({ signal: entry.stop.signal }) }
      }),
    )
    const winner = await Promise.race([first, calledOff.promise])
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } catch (error) {
    throw signal?.aborted ? signal.reason : error
  }
}
