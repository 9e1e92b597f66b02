import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a deadline is another word for a timeout: each step gets all of it.
 *
 * @fails shares one deadline among several steps
 * @diagnosis the whole budget anew
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs <= 0) throw timeUp
  const controller = new AbortController()
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const giveUp = (reason: unknown): void => {
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = (): void => giveUp(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => giveUp(timeUp))
  signal?.addEventListener('abort', onAbort)
  try {
    return await Promise.race([givenUp, Promise.try(work, { signal: controller.signal })])
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}

export async function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  if (deadlineMs <= performance.now()) {
    throw new DOMException('Gave up: the deadline has passed', 'TimeoutError')
  }
  return withTimeout(work, { timeoutMs: deadlineMs, signal })
}
