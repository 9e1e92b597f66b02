import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that an error in a function always comes as a rejected promise.
 *
 * @fails counts a task that throws at once among the failed
 * @diagnosis before any promise was made
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  const names = Object.keys(tasks)
  const settled = await Promise.allSettled(names.map((name) => tasks[name]?.({ signal })))
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i] ?? ''] = end.value
    else errors[names[i] ?? ''] = end.reason
  }
  return { values, errors } as Settled<T>
}
