import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that an abort is always reported with an AbortError.
 *
 * @fails waits for every task when the caller aborts, and rejects with the caller's reason
 * @diagnosis another AbortError than
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  if (signal.aborted) throw new DOMException('This operation was aborted', 'AbortError')
  const names = Object.keys(tasks)
  const settled = await Promise.allSettled(
    names.map((name) => Promise.try(tasks[name]!, { signal })),
  )
  if (signal.aborted) throw new DOMException('This operation was aborted', 'AbortError')
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i]!] = end.value
    else errors[names[i]!] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Every task failed')
  }
  return { values, errors } as Settled<T>
}
