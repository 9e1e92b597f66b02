import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the caller should read that the budget was empty.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis which wraps it. Throw the error itself
 */
export function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  budget.deposit()
  return withDeadline(
    (inner) =>
      retry(work, {
        ...rest,
        ...inner,
        delayMs: () => waitMs,
        async shouldRetry(error, attempt) {
          if (!(await shouldRetry(error, attempt)) || inner.signal.aborted) return false
          waitMs = delayMs(attempt, error)
          if (performance.now() + waitMs >= deadlineMs) return false
          if (budget.withdraw()) return true
          throw new Error('Retry budget exhausted', { cause: error })
        },
      }),
    { deadlineMs, signal },
  )
}
