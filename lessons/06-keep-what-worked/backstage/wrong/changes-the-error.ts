import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that an error is the better for its task's name.
 *
 * @fails keeps what worked when a task fails, and reports what failed
 * @diagnosis your code changed its
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
    else {
      const { reason } = end as { reason: unknown }
      if (reason instanceof Error && !(reason instanceof DOMException))
        reason.message = `${names[i]}: ${reason.message}`
      errors[names[i]!] = reason
    }
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Every task failed')
  }
  return { values, errors } as Settled<T>
}
