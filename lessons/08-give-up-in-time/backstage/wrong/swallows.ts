import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a timeout is no error, so that undefined will do.
 *
 * @fails rejects with a TimeoutError when no answer comes
 * @diagnosis undefined came
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const { promise: givenUp, resolve, reject } = Promise.withResolvers<undefined>()
  const onAbort = (): void => {
    reject(signal?.reason)
    controller.abort(signal?.reason)
  }
  const stopTimer = startTimer(timeoutMs, () => {
    resolve(undefined)
    controller.abort()
  })
  signal?.addEventListener('abort', onAbort)
  try {
    const value = await Promise.race([givenUp, Promise.try(work, { signal: controller.signal })])
    return value as T
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
