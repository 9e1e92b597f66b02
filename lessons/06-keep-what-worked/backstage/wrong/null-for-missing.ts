import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that null is a fine way to say that something is missing.
 *
 * @fails keeps what worked, and says what did not
 * @diagnosis null in place of
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  const names = Object.keys(tasks)
  const all = await Promise.all(
    names.map((name) => Promise.try(tasks[name] as Tasks[string], { signal }).catch(() => null)),
  )
  const values = Object.fromEntries(names.map((name, i) => [name, all[i]]))
  return { values, errors: {} } as Settled<T>
}
