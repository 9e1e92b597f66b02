import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that one failure has to sink the others.
 *
 * @fails keeps what worked when a task fails, and reports what failed
 * @diagnosis is all or nothing
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const all = await Promise.all(names.map((name) => Promise.try(tasks[name]!, { signal })))
  const values = Object.fromEntries(names.map((name, i) => [name, all[i]]))
  return { values, errors: {} } as Settled<T>
}
