import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that null or 0 means that there is no value.
 *
 * @fails calls every task at the start, and returns each value by its name
 * @diagnosis as if the task had failed
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  await Promise.all(
    Object.entries(tasks).map(async ([name, task]) => {
      const value = await Promise.try(task, { signal }).catch((error: unknown) => {
        errors[name] = error
      })
      if (value) values[name] = value
    }),
  )
  signal.throwIfAborted()
  return { values, errors } as Settled<T>
}
