import type { SettleAllOptions, Settled, Tasks } from '../../types.ts'

/**
 * Believes that an abort is only a stop sign, without a reason.
 *
 * @fails waits for every task when the caller aborts, and rejects with the caller's reason
 * @diagnosis A task may want to know why
 */
export async function settleAll<T extends Tasks>(
  tasks: T,
  { signal = new AbortController().signal }: SettleAllOptions = {},
): Promise<Settled<T>> {
  signal.throwIfAborted()
  const stop = new AbortController()
  const onAbort = () => stop.abort()
  signal.addEventListener('abort', onAbort)
  const names = Object.keys(tasks)
  const settled = await Promise.allSettled(
    names.map((name) => Promise.try(tasks[name]!, { signal: stop.signal })),
  )
  signal.removeEventListener('abort', onAbort)
  signal.throwIfAborted()
  const values: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [i, end] of settled.entries()) {
    if (end.status === 'fulfilled') values[names[i]!] = end.value
    else errors[names[i]!] = end.reason
  }
  if (names.length > 0 && Object.keys(errors).length === names.length) {
    throw new AggregateError(Object.values(errors), 'Every task failed')
  }
  return { values, errors } as Settled<T>
}
