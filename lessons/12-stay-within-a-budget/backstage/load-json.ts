import { getJson } from '@overlap/lesson-05'
import { withTimeout } from '@overlap/lesson-08'
import { keepTrying } from './solution.ts'
import type { KeepTryingOptions } from '../types.ts'

/** Options of {@link loadJson}. */
export interface LoadJsonOptions extends KeepTryingOptions {
  /** How long one attempt may take, in ms. */
  readonly attemptTimeoutMs: number
}

/**
 * Gets JSON from a server that may be down, slow or silent. From the outside in: one deadline, the
 * retries with their waits and their budget, a timeout for each attempt, the call. Each passes its
 * signal on to the next.
 */
export function loadJson<T>(
  url: string,
  { attemptTimeoutMs, ...options }: LoadJsonOptions,
): Promise<T> {
  return keepTrying(
    ({ signal }) =>
      withTimeout((inner) => getJson<T>(url, inner), { timeoutMs: attemptTimeoutMs, signal }),
    options,
  )
}
