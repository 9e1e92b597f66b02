import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that the only way to notice an abort is to look at the signal again and again.
 *
 * @fails ends the work with the caller's reason when the caller aborts
 * @diagnosis aborted the work only at
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
  const stop = startTimer(timeoutMs, () => end(tooLate))
  const poll = setInterval(() => {
    if (signal?.aborted) onAbort()
  }, 10)
  try {
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    stop()
    clearInterval(poll)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  if (Number.isNaN(deadlineMs)) return Promise.reject(new RangeError('deadlineMs'))
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
