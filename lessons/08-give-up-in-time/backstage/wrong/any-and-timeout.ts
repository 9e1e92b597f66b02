import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that `AbortSignal.timeout` cleans up behind itself.
 *
 * @fails leaves no timer behind
 * @diagnosis Nothing stops the timer of
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  if (timeoutMs <= 0) throw new DOMException('Gave up: the time is over', 'TimeoutError')
  const timeout = AbortSignal.timeout(timeoutMs)
  const either = AbortSignal.any(signal ? [signal, timeout] : [timeout])
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(either.reason)
  either.addEventListener('abort', onAbort)
  try {
    return await Promise.race([givenUp, Promise.try(work, { signal: either })])
  } finally {
    either.removeEventListener('abort', onAbort)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
