import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that only a `Promise` has to be awaited in a race.
 *
 * @fails ends the work with a TimeoutError when time is up, even while a body arrives
 * @diagnosis `instanceof Promise` is false
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
  signal?.addEventListener('abort', onAbort)
  try {
    const result = work({ signal: controller.signal })
    if (!(result instanceof Promise)) return await result
    return await Promise.race([ended, result])
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
