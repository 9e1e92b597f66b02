import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

let onAbort = (): void => {}

/**
 * Believes that a listener outside the function is safe, because calls follow one another.
 *
 * @fails leaves no timer and no listener behind, however the work ends
 * @diagnosis Several calls of your function were running at the same time
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
  onAbort = (): void => end(signal?.reason)
  const stop = startTimer(timeoutMs, () => end(tooLate))
  signal?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    stop()
    signal?.removeEventListener('abort', onAbort)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  if (Number.isNaN(deadlineMs)) return Promise.reject(new RangeError('deadlineMs'))
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
