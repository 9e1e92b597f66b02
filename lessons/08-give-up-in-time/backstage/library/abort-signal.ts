import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * The same with the platform's own signals. It waits for work that ignores its signal, and its timer is limited
 * to 24.8 days. In Node, `AbortSignal.timeout` takes only whole milliseconds, so they are rounded up.
 *
 * @level task
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs))
  return work({ signal: signal ? AbortSignal.any([signal, timeout]) : timeout })
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
