import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that only a call that succeeds may deposit.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis however the call ends
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) && budget.withdraw()
  const result = await withDeadline(
    (inner) => retry(work, { ...rest, ...inner, delayMs, shouldRetry: canRetry }),
    { deadlineMs, signal },
  )
  budget.deposit()
  return result
}
