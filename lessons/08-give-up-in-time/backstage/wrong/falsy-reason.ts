import { startTimer } from '../../start-timer.ts'
import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that a reason is always truthy.
 *
 * @fails ends the work with the caller's reason when the caller aborts
 * @diagnosis is a reason like any other
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const controller = new AbortController()
  let reason: unknown
  const end = (why: unknown): void => {
    reason ||= why
    controller.abort(why)
  }
  const onAbort = (): void => end(signal?.reason)
  const stop = startTimer(timeoutMs, () =>
    end(new DOMException('Not done in time', 'TimeoutError')),
  )
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort)
  try {
    return await work({ signal: controller.signal })
  } catch (error) {
    throw controller.signal.aborted ? reason : error
  } finally {
    stop()
    signal?.removeEventListener('abort', onAbort)
  }
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: deadlineMs, signal })
}
