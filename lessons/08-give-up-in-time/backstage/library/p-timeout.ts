import pTimeout from 'p-timeout'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * The same with p-timeout. It takes a promise, so it can't abort the work behind it. But if the promise has
 * a `cancel` method, it calls that.
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  const tooLate = new DOMException(`Not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs === 0) throw tooLate

  const controller = new AbortController()
  const working = Object.assign(Promise.try(work, { signal: controller.signal }), {
    cancel: () => controller.abort(signal?.aborted ? signal.reason : tooLate),
  })
  return pTimeout(working, {
    milliseconds: timeoutMs,
    message: tooLate,
    ...(signal !== undefined && { signal }),
  })
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
