import type { SettleAllOptions, Settled, Tasks } from '../types.ts'

export type { SettleAllOptions, Settled, Tasks } from '../types.ts'

/**
 * Runs all tasks concurrently, and keeps what worked and what failed.
 *
 * Takes as long as the slowest task. When it settles, no task is running any more.
 *
 * @throws {AggregateError} if there was at least one task and all of them failed. Its `errors` are in the
 * order of the tasks.
 * @throws `signal.reason` itself, if the caller aborted before every task had settled.
 *
 * @example
 * ```ts
 * import { settleAll } from '@overlap/lesson-06'
 *
 * const { values, errors } = await settleAll({
 *   price: () => Promise.resolve(12),
 *   stock: () => Promise.reject(new Error('no answer')),
 * })
 *
 * values // → { price: 12 }
 * errors // → { stock: new Error('no answer') }
 * ```
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const names = Object.keys(tasks)
  const settled = await Promise.allSettled(
    // `Promise.try` turns a throw before the task returns a promise into a rejection.
    names.map((name) => Promise.try(tasks[name] as Tasks[string], { signal })),
  )
  signal.throwIfAborted()

  const worked: [name: string, value: unknown][] = []
  const failed: [name: string, error: unknown][] = []
  for (const [i, name] of names.entries()) {
    const end = settled[i]
    if (end?.status === 'fulfilled') worked.push([name, end.value])
    else failed.push([name, end?.reason])
  }
  if (names.length > 0 && failed.length === names.length) {
    throw new AggregateError(
      failed.map(([, error]) => error),
      `Every task failed: ${names.join(', ')}`,
    )
  }
  // `fromEntries` takes any name. Assigning to `__proto__` would set a prototype.
  return { values: Object.fromEntries(worked), errors: Object.fromEntries(failed) } as Settled<T>
}
