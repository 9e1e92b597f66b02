import type { Abortable, DeadlineOptions, TimeoutOptions } from '../../types.ts'

/**
 * Believes that the signal of the timeout can take the place of the caller's signal.
 *
 * @fails ends the work with the caller's reason when the caller aborts
 * @diagnosis have to abort it
 */
export async function withTimeout<T>(
  work: Abortable<T>,
  { timeoutMs }: TimeoutOptions,
): Promise<T> {
  return await work({ signal: AbortSignal.timeout(Math.ceil(timeoutMs)) })
}

export function withDeadline<T>(
  work: Abortable<T>,
  { deadlineMs, signal }: DeadlineOptions,
): Promise<T> {
  return withTimeout(work, { timeoutMs: Math.max(0, deadlineMs - performance.now()), signal })
}
