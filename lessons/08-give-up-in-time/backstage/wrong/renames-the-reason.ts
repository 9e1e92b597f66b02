import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that whatever ends the work early is a timeout.
 *
 * @fails ends the work with the caller's reason when the caller aborts
 * @diagnosis Callers often retry after a timeout
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(tooLate)
  const stopTimer = startTimer(timeoutMs, onAbort)
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
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
