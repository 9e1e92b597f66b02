import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that an empty result is a partial result, too.
 *
 * @fails rejects with an AggregateError if every task failed
 * @diagnosis looks like a success
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
  return { values, errors } as Settled<T>
}
