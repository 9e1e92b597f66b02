import { startTimer } from '../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../types.ts'

export type { Abortable, DeadlineOptions, TimeoutOptions } from '../types.ts'

/**
 * Runs `work`, and aborts it if it takes longer than `timeoutMs`.
 *
 * When time is up, the work's signal is aborted and the promise rejects at the same moment, even if the
 * work ignores its signal. The work should return what is complete: a body that is read later is not
 * covered. The signal of work that has succeeded is never aborted. If `timeoutMs` is 0, or if
 * the caller's signal has already aborted, `work` is not called.
 *
 * When the promise has settled, it has left no timer, and no listener on `signal`.
 *
 * @throws {RangeError} if `timeoutMs` is negative or not a number.
 * @throws {DOMException} named `TimeoutError`, like that of `AbortSignal.timeout`, if time is up first.
 * @throws `signal.reason`, unchanged, if the caller aborts first.
 * @throws What `work` throws, unchanged.
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
  return endAfter(timeoutMs, `Not done after ${timeoutMs} ms`, work, signal)
}

/**
 * Runs `work`, and aborts it if it isn't done by a point in time: {@link withTimeout} for several steps that
 * share one deadline. If the deadline has passed, `work` is not called.
 *
 * @throws {RangeError} if `deadlineMs` is not a number.
 * @throws {DOMException} named `TimeoutError` at the deadline.
 * @throws `signal.reason`, or what `work` throws, unchanged, if that comes first.
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
  return endAfter(leftMs, 'Not done by the deadline', work, signal)
}

async function endAfter<T>(
  ms: number,
  message: string,
  work: Abortable<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted()
  if (ms <= 0) throw new DOMException(message, 'TimeoutError')

  const controller = new AbortController()
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const end = (reason: unknown): void => {
    // Reject first, so nothing the work does on abort can win the race.
    reject(reason)
    controller.abort(reason)
  }
  const onAbort = (): void => end(signal?.reason)
  const stopTimer = startTimer(ms, () => end(new DOMException(message, 'TimeoutError')))
  signal?.addEventListener('abort', onAbort)
  try {
    // `Promise.try` turns a synchronous throw into a rejection.
    return await Promise.race([ended, Promise.try(work, { signal: controller.signal })])
  } finally {
    stopTimer()
    signal?.removeEventListener('abort', onAbort)
  }
}
