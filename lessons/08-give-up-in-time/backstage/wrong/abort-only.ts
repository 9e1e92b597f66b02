import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that all work ends when its signal aborts.
 *
 * @fails rejects in time even if the work ignores its signal
 * @diagnosis aborting only asks it to stop
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
  const onAbort = (): void => controller.abort(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => controller.abort(tooLate))
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
