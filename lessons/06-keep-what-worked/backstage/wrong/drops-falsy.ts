import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that a value that is null or 0 means that there was none.
 *
 * @fails takes null, 0 and undefined for values, not for failures
 * @diagnosis as if the task had failed
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
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
