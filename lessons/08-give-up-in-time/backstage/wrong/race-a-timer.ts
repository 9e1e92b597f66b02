import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that to stop waiting is to stop: it races the work against a timer.
 *
 * @fails aborts the call, body included
 * @diagnosis the call ran on
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  signal?.throwIfAborted()
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs <= 0) throw timeUp
  const { promise: timedOut, reject } = Promise.withResolvers<never>()
  const stopTimer = startTimer(timeoutMs, () => reject(timeUp))
  const given = signal ?? new AbortController().signal
  try {
    return await Promise.race([timedOut, work({ signal: given })])
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
