import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the order of a spread does not matter.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis the caller's signal doesn't replace it
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry = isTransient, ...rest }: KeepTryingOptions,
): Promise<T> {
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) && budget.withdraw()
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, { ...inner, ...rest, shouldRetry: canRetry })
    },
    { deadlineMs, signal: rest.signal },
  )
}
