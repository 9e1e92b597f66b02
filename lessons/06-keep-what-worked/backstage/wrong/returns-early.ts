import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that there is nothing to wait for once something has failed.
 *
 * @fails keeps what worked when a task fails, and reports what failed
 * @diagnosis A failure says nothing about the other tasks
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  const run = async (name: string): Promise<void> => {
    values[name] = await Promise.try(tasks[name]!, { signal })
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
