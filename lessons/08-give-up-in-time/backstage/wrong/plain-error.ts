import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that the message of an error says enough: callers will look for the word.
 *
 * @fails rejects with a TimeoutError when no answer comes
 * @diagnosis a plain Error
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  const timeUp = new Error(`timeout: not done after ${timeoutMs} ms`)
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

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
