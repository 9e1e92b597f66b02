import type { SettleAllOptions, Settled, Tasks } from './types.ts'

/**
 * Runs all tasks concurrently, and keeps what worked and what failed.
 *
 * @throws {AggregateError} if there was at least one task and all of them failed.
 * @throws `signal.reason` itself, if the caller aborted (a star).
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  // The default never aborts.
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  const names = Object.keys(tasks)
  // TODO: keep what worked. Today, one failure discards every result. (`?.` is for the type checker.)
  const all = await Promise.all(names.map((name) => tasks[name]?.({ signal })))
  const values = Object.fromEntries(names.map((name, i) => [name, all[i]]))
  return { values, errors: {} } as Settled<T>
}
