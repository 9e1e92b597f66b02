import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that null is a good way to say that something is missing.
 *
 * @fails keeps what worked when a task fails, and reports what failed
 * @diagnosis and nothing says why
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const all = await Promise.all(
    names.map((name) => Promise.try(tasks[name]!, { signal }).catch(() => null)),
  )
  const values = Object.fromEntries(names.map((name, i) => [name, all[i]]))
  return { values, errors: {} } as Settled<T>
}
