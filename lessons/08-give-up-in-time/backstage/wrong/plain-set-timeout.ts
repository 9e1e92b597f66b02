import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that `setTimeout` can wait for any number of milliseconds.
 *
 * @fails accepts any timeout from 0 ms up, and rejects NaN and negative ones
 * @diagnosis 24.8 days
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  if (timeoutMs === 0) throw tooLate
  const controller = new AbortController()
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (reason: unknown): void => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = (): void => end(signal?.reason)
  const timer = setTimeout(() => end(tooLate), timeoutMs)
  signal?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
