import { setTimeout as sleep } from 'node:timers/promises'
import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a budget works as a semaphore does: whoever comes too late waits for a place.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis An empty budget means "reject", not "wait"
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, {
        ...rest,
        ...inner,
        async shouldRetry(error, attempt) {
          if (!(await shouldRetry(error, attempt))) return false
          while (!budget.withdraw()) await sleep(20, undefined, inner)
          return true
        },
      })
    },
    { deadlineMs, signal },
  )
}
