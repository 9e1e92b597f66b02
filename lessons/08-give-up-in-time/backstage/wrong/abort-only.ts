import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that all work ends when its signal aborts.
 *
 * @fails gives up in time although the work does not listen
 * @diagnosis a request, not a command
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  signal?.throwIfAborted()
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs <= 0) throw timeUp
  const controller = new AbortController()
  const giveUp = (reason: unknown): void => controller.abort(reason)
  const onAbort = (): void => giveUp(signal?.reason)
  const stopTimer = startTimer(timeoutMs, () => giveUp(timeUp))
  signal?.addEventListener('abort', onAbort)
  try {
    return await work({ signal: controller.signal })
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
