import type { Contender, FirstGoodOptions } from '../../types.ts'

/**
 * Believes that `Promise.any` has said all there is to say of an empty list.
 *
 * @fails refuses an empty list of tasks
 * @diagnosis a mistake of the program
 */
export async function firstGood<T>(
  tasks: readonly Contender<T>[],
  { signal }: FirstGoodOptions = {},
): Promise<T> {
  signal?.throwIfAborted()
  const entries = tasks.map((task) => ({ task, stop: new AbortController() }))
  const calledOff = Promise.withResolvers<never>()
  const callOff = (): void => {
    calledOff.reject(signal?.reason)
    for (const { stop } of entries) stop.abort(signal?.reason)
  }
  signal?.addEventListener('abort', callOff)
  const first = Promise.any(
    entries.map(async (entry) => {
      return { entry, value: await entry.task({ signal: entry.stop.signal }) }
    }),
  )
  try {
    const winner = await Promise.race([first, calledOff.promise])
    for (const entry of entries) if (entry !== winner.entry) entry.stop.abort()
    return winner.value
  } finally {
    signal?.removeEventListener('abort', callOff)
  }
}
