import { setTimeout as sleep } from 'node:timers/promises'
import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the wait belongs to the decision, and forgets that `retry` waits, too.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis Wait as long as `delayMs` says
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
          await sleep(waitMs, undefined, inner)
          return performance.now() + waitMs < deadlineMs && budget.withdraw()
        },
      }),
    { deadlineMs, signal },
  )
}
