import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that there is nothing to wait for once something has failed.
 *
 * @fails waits until every task has settled
 * @diagnosis was still running
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  const run = async (name: string): Promise<void> => {
    values[name] = await Promise.try(tasks[name] as Tasks[string], { signal })
  }
  await Promise.all(
    Object.keys(tasks).map((name) =>
      run(name).catch((error: unknown) => {
        errors[name] = error
        throw error
      }),
    ),
  ).catch(() => {})
  signal.throwIfAborted()
  return { values, errors } as Settled<T>
}
