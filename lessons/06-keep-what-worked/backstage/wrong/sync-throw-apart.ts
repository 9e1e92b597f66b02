import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that only promises count when every task has failed.
 *
 * @fails counts a task that throws before it returns a promise as failed
 * @diagnosis also of one that throws right away
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  const started: string[] = []
  const promises: unknown[] = []
  for (const name of names) {
    try {
      promises.push(tasks[name]!({ signal }))
      started.push(name)
    } catch (error) {
      errors[name] = error
    }
  }
  const settled = await Promise.allSettled(promises)
  signal.throwIfAborted()
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[started[i]!] = end.value
    else errors[started[i]!] = end.reason
  }
  const failed = settled.filter((end) => end.status === 'rejected')
  if (failed.length > 0 && failed.length === settled.length) {
    throw new AggregateError(
      failed.map(({ reason }) => reason),
      'Every task failed',
    )
  }
  return { values, errors } as Settled<T>
}
