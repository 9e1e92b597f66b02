import { getJson } from '@overlap/lesson-05'
import { withTimeout } from '@overlap/lesson-08'
import { keepTrying } from './solution.ts'
import type { KeepTryingOptions } from '../types.ts'

/** Options of {@link loadJson}. */
export interface LoadJsonOptions extends KeepTryingOptions {
  /** How long one try may take. */
  readonly tryTimeoutMs: number
}

/**
 * Gets JSON from a server that may be down, slow or silent. From the outside in: a deadline for all of
 * it, the retries with their waits and their budget, a timeout for each try, the call. Each hands its
 * signal inwards.
 */
export function loadJson<T>(
  url: string,
  { tryTimeoutMs, ...options }: LoadJsonOptions,
): Promise<T> {
  return keepTrying(
    ({ signal }) =>
      withTimeout((inner) => getJson<T>(url, inner), { timeoutMs: tryTimeoutMs, signal }),
    options,
  )
}
