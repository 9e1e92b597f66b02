import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that `finally` waits for a promise that is returned. It stops the timer right away.
 *
 * @fails ends the work with a TimeoutError when time is up, even while a body arrives
 * @diagnosis `return await promise` waits first
 */
export function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const controller = new AbortController()
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  const onAbort = (): void => controller.abort(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => controller.abort(tooLate))
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
