import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the moment to withdraw is just before the attempt.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis Withdraw before the wait
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let last: unknown
  let isEmpty = false
  return withDeadline(
    (outer) => {
      budget.deposit()
      const attemptWithin: Attempt<T> = (inner) => {
        isEmpty = inner.attempt > 1 && !budget.withdraw()
        if (isEmpty) throw last
        return work(inner)
      }
      return retry(attemptWithin, {
        ...rest,
        ...outer,
        async shouldRetry(error, attempt) {
          last = error
          return !isEmpty && (await shouldRetry(error, attempt))
        },
      })
    },
    { deadlineMs, signal },
  )
}
