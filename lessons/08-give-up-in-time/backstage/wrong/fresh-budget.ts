import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a deadline is another word for a timeout, so every step gets all of it.
 *
 * @fails ends the work at a deadline, which several steps can share
 * @diagnosis A deadline is a point in time, not a duration
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
  const stopTimer = startTimer(timeoutMs, () => end(tooLate))
  signal?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

export async function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  if (deadlineMs <= performance.now()) throw new DOMException('Too late', 'TimeoutError')
  return withTimeout(work, { timeoutMs: deadlineMs, signal })
}
