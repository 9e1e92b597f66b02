import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that who gives up should hear so at once, whatever is still running.
 *
 * @fails waits for its tasks, too, when the caller gives up
 * @diagnosis Do not race against the signal
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  const all = Promise.allSettled(
    names.map((name) => Promise.try(tasks[name] as Tasks[string], { signal })),
  )
  const settled = await Promise.race([all, givenUp])
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i] ?? ''] = end.value
    else errors[names[i] ?? ''] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Nothing worked')
  }
  return { values, errors } as Settled<T>
}
