import { retryAfterMs } from '@overlap/lesson-11'
import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import { readQuota } from '../../read-quota.ts'
import type { RateLimiter, RateLimiterOptions, LimitedResponse } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a lesson is only for the calls that come later.
 *
 * @fails learns from what the server answers
 * @diagnosis while it was waiting
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  if (options.burst !== undefined || options.strict === false) return right(options)
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  let openMs = 0
  const dueMs = (): number =>
    Math.max(openMs, startsMs.at(-1) ?? 0, (startsMs.at(-limit) ?? -Infinity) + perMs)
  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    startsMs.push(Math.max(nowMs, dueMs()))
    await pause(Math.max(...startsMs) - nowMs)
  }
  const learn = (response: LimitedResponse): void => {
    const nowMs = performance.now()
    const quota = readQuota(response.headers)
    const isSpent = response.status === 429 || (quota?.remaining === 0 && dueMs() <= nowMs)
    const askedMs = retryAfterMs(response, Date.now()) ?? (isSpent ? (quota?.resetMs ?? perMs) : 0)
    openMs = Math.max(openMs, nowMs + askedMs)
  }
  return { take, wrap: wrapWith(take), learn }
}
