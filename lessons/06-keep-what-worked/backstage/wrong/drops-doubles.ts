import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that two tasks never fail with the same object.
 *
 * @fails rejects with an AggregateError if every task failed
 * @diagnosis failed with the same value as another one
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
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i]!] = end.value
    else errors[names[i]!] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(new Set(Object.values(errors)), 'Every task failed')
  }
  return { values, errors } as Settled<T>
}
