import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that `finally` waits for a promise that is returned: the timer is stopped at once. In
 * many a program this is how a timeout ends with the headers: `return response.json()`.
 *
 * @fails rejects with a TimeoutError when no answer comes
 * @diagnosis return await
 */
export function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const controller = new AbortController()
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  const onAbort = (): void => controller.abort(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => controller.abort(timeUp))
  signal?.addEventListener('abort', onAbort)
  try {
    return Promise.try(work, { signal: controller.signal })
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
