import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that an abort in `finally` is part of a good clean-up. It breaks the body of a returned `Response`.
 *
 * @fails settles as the work does if it ends in time
 * @diagnosis that abort makes its body fail
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
    controller.abort()
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
