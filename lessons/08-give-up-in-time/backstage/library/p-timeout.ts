import pTimeout from 'p-timeout'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * The same with p-timeout. It takes a promise, so it cannot abort anything by itself; but it calls
 * `cancel` of a promise that has one.
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  if (!(timeoutMs >= 0)) throw new RangeError(`Expected timeoutMs >= 0, got ${timeoutMs}`)
  signal?.throwIfAborted()
  const timeUp = new DOMException(`Gave up: not done after ${timeoutMs} ms`, 'TimeoutError')
  if (timeoutMs === 0) throw timeUp

  const controller = new AbortController()
  const working = Object.assign(Promise.try(work, { signal: controller.signal }), {
    cancel: () => controller.abort(signal?.aborted ? signal.reason : timeUp),
  })
  return pTimeout(working, {
    milliseconds: timeoutMs,
    message: timeUp,
    ...(signal !== undefined && { signal }),
  })
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
