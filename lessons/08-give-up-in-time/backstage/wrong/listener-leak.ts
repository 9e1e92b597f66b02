import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that `once` removes a listener in any case.
 *
 * @fails leaves no timer and no listener behind, however the work ends
 * @diagnosis removes it only after an abort
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
  const stopTimer = startTimer(timeoutMs, () => end(tooLate))
  signal?.addEventListener('abort', () => end(signal.reason), { once: true })
  try {
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    stopTimer()
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
