import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a race ends the work when it ends the waiting.
 *
 * @fails ends the work with a TimeoutError when time is up, even while a body arrives
 * @diagnosis A race ends the waiting, not
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  const { promise: timeUp, reject } = Promise.withResolvers<never>()
  const stopTimer = startTimer(timeoutMs, () => reject(tooLate))
  const given = signal ?? new AbortController().signal
  try {
    return await Promise.race([timeUp, work({ signal: given })])
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
