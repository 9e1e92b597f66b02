import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that work always fails by a rejected promise, so that `finally` will see it.
 *
 * @fails leaves no timer behind
 * @diagnosis before it made a promise
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
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
  const working = work({ signal: controller.signal })
  return Promise.race([givenUp, working]).finally(() => {
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
