import { retryAfterMs } from '@overlap/lesson-11'
import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import { readQuota } from '../../read-quota.ts'
import type { RateLimiter, RateLimiterOptions, LimitedResponse } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the newest response knows best.
 *
 * @fails learns from what the server answers
 * @diagnosis must not shorten the wait
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  if (options.burst !== undefined || options.strict === false) return right(options)
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  let last = Promise.resolve()
  let openMs = 0
  const leftMs = (): number =>
    Math.max(openMs, (startsMs.at(-limit) ?? -Infinity) + perMs) - performance.now()
  const take = (): Promise<void> => {
    last = last.then(async () => {
      while (leftMs() > 0) await pause(leftMs())
      startsMs.push(performance.now())
    })
    return last
  }
  const learn = (response: LimitedResponse): void => {
    const quota = readQuota(response.headers)
    const isSpent = response.status === 429 || (quota?.remaining === 0 && leftMs() <= 0)
    const askedMs = retryAfterMs(response, Date.now()) ?? (isSpent ? (quota?.resetMs ?? perMs) : 0)
    if (askedMs > 0) openMs = performance.now() + askedMs
  }
  return { take, wrap: wrapWith(take), learn }
}
