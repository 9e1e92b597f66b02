import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that each attempt may take all the time that there was at the start.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis abort the attempt that is running
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const timeMs = deadlineMs - performance.now()
  let waitMs = 0
  budget.deposit()
  return retry(
    ({ signal, attempt }) =>
      withDeadline((inner) => work({ ...inner, attempt }), {
        deadlineMs: performance.now() + timeMs,
        signal,
      }),
    {
      ...rest,
      async shouldRetry(error, attempt) {
        if (!(await shouldRetry(error, attempt))) return false
        waitMs = delayMs(attempt, error)
        return performance.now() + waitMs < deadlineMs && budget.withdraw()
      },
      delayMs: () => waitMs,
      signal,
    },
  )
}
