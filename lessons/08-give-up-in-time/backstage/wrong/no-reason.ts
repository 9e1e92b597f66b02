import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that an abort after a timeout makes a TimeoutError by itself.
 *
 * @fails ends the work with a TimeoutError when time is up, even while a body arrives
 * @diagnosis That is the default reason
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => controller.abort())
  signal?.addEventListener('abort', onAbort)
  try {
    return await work({ signal: controller.signal })
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
