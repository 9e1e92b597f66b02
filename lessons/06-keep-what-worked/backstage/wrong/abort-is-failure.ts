import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that a caller who aborts wants to know which tasks failed.
 *
 * @fails waits for every task when the caller aborts, and rejects with the caller's reason
 * @diagnosis an AggregateError instead of the caller's reason
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const settled = await Promise.allSettled(
    names.map((name) => Promise.try(tasks[name]!, { signal })),
  )
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i]!] = end.value
    else errors[names[i]!] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Every task failed')
  }
  signal.throwIfAborted()
  return { values, errors } as Settled<T>
}
