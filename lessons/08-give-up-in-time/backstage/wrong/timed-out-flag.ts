import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a timer that has fired is what ended the work. The caller may have aborted before.
 *
 * @fails ends the work with the caller's reason when the caller aborts
 * @diagnosis The caller's abort came first
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  const controller = new AbortController()
  let isTimedOut = false
  const onAbort = (): void => controller.abort(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => {
    isTimedOut = true
    controller.abort(tooLate)
  })
  signal?.addEventListener('abort', onAbort)
  try {
    signal?.throwIfAborted()
    return await work({ signal: controller.signal })
  } catch (error) {
    throw isTimedOut ? tooLate : error
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
