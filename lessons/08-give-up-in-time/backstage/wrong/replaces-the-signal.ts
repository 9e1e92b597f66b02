import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that the signal of the timeout takes the place of the one that the caller gave.
 *
 * @fails keeps the signal of the caller, and its reason
 * @diagnosis nobody listened
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs }: TimeoutOptions,
): Promise<T> {
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs <= 0) throw timeUp
  const controller = new AbortController()
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const giveUp = (reason: unknown): void => {
    reject(reason)
    controller.abort(reason)
  }
  const stopTimer = startTimer(timeoutMs, () => giveUp(timeUp))
  try {
    return await Promise.race([givenUp, Promise.try(work, { signal: controller.signal })])
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
