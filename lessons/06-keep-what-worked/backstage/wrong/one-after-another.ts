import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that tasks can only be collected one after another.
 *
 * @fails calls every task at the start, and returns each value by its name
 * @diagnosis Only one task ran at a time
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [name, task] of Object.entries(tasks)) {
    try {
      values[name] = await task({ signal })
    } catch (error) {
      errors[name] = error
    }
  }
  signal.throwIfAborted()
  return { values, errors } as Settled<T>
}
