import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

const values: Record<string, unknown> = {}
const errors: Record<string, unknown> = {}

/**
 * Believes that a module runs anew for each call.
 *
 * @fails calls every task at the start, and returns each value by its name
 * @diagnosis is the same object as in an earlier call
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
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i]!] = end.value
    else errors[names[i]!] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Every task failed')
  }
  return { values, errors } as Settled<T>
}
