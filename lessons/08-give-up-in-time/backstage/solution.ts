import { startTimer } from '../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../types.ts'

export type { Abortable, DeadlineOptions, TimeoutOptions } from '../types.ts'

/**
 * Does a piece of work, and gives it up when it is not done after `timeoutMs`.
 *
 * To give up means both: the work's signal aborts, and the promise rejects in that moment. Work that
 * does not listen to its signal runs on, unseen. What the work returns should be complete: a body that
 * is read later is not covered. With 0 ms there is no time to begin, so `work` is not called.
 *
 * When the promise has settled, no timer is left and no listener on `signal`.
 *
 * @throws {RangeError} if `timeoutMs` is negative or not a number.
 * @throws {DOMException} named `TimeoutError`, as that of `AbortSignal.timeout`, if time is up first.
 * @throws `signal.reason`, untouched, if the caller gives up first; `work` is not called then if it
 * has not begun.
 * @throws What `work` throws.
 *
 * @example
 * ```ts
 * import { withTimeout } from '@overlap/lesson-08'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 5000 }, (api) =>
 *   withTimeout(({ signal }) => fetch(api.url('/todos/1'), { signal }), { timeoutMs: 300 }),
 * )
 *
 * run.settledMs // → 300
 * run.trace.calls[0]?.outcome // → 'aborted'
 * ```
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) {
    throw new RangeError(`Cannot set a timeout: expected timeoutMs >= 0, got ${timeoutMs}`)
  }
  return giveUpAfter(timeoutMs, `Gave up: not done after ${timeoutMs} ms`, work, signal)
}

/**
 * Does a piece of work, and gives it up when it is not done by a moment: {@link withTimeout} for
 * several steps that share one budget. If the moment has passed, `work` is not called.
 *
 * @throws {RangeError} if `deadlineMs` is not a number.
 * @throws {DOMException} named `TimeoutError`, `signal.reason`, or what `work` throws: whichever is
 * first.
 *
 * @example
 * ```ts
 * import { withDeadline } from '@overlap/lesson-08'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({ latency: 200 }, async (api) => {
 *   const deadlineMs = performance.now() + 300
 *   const load = (id: number) =>
 *     withDeadline(({ signal }) => fetch(api.url(`/todos/${id}`), { signal }), { deadlineMs })
 *   await load(1)
 *   await load(2)
 * })
 *
 * run.settledMs // → 300
 * ```
 */
export async function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  const leftMs = deadlineMs - performance.now()
  if (Number.isNaN(leftMs)) {
    throw new RangeError(
      `Cannot set a deadline: expected deadlineMs on the clock of performance.now(), got ${deadlineMs}`,
    )
  }
  return giveUpAfter(leftMs, 'Gave up: not done by the deadline', work, signal)
}

async function giveUpAfter<T>(
  ms: number,
  message: string,
  work: Abortable<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted()
  if (ms <= 0) throw new DOMException(message, 'TimeoutError')

  const controller = new AbortController()
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const giveUp = (reason: unknown): void => {
    // The verdict first: whatever the work makes of the abort is too late to win the race.
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = (): void => giveUp(signal?.reason)
  const stopTimer = startTimer(ms, () => giveUp(new DOMException(message, 'TimeoutError')))
  signal?.addEventListener('abort', onAbort)
  try {
    // With `Promise.try`, what the work throws at once takes part in the race like any other end.
    return await Promise.race([givenUp, Promise.try(work, { signal: controller.signal })])
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}
