import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that work always fails with a rejected promise, so that `.finally()` always runs.
 *
 * @fails leaves no timer and no listener behind, however the work ends
 * @diagnosis before it returned a promise
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
  const working = work({ signal: controller.signal })
  return Promise.race([ended, working]).finally(() => {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  })
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
