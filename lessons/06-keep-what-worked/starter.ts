import type { SettleAllOptions, Settled, Tasks } from './types.ts'

/**
 * Runs all tasks at once, and keeps what worked beside what did not.
 *
 * @throws {AggregateError} if every task failed (and there was one)
 * @throws `signal.reason`, untouched, if the caller gave up
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  const names = Object.keys(tasks)
  // TODO: one task that fails sinks all the others.
  const all = await Promise.all(names.map((name) => tasks[name]?.({ signal })))
  const values = Object.fromEntries(names.map((name, i) => [name, all[i]]))
  return { values, errors: {} } as Settled<T>
}
