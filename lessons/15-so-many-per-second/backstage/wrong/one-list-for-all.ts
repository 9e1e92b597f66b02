import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/** The starts of all limiters. */
const lists: Record<string, number[]> = {}
const newest = { ms: 0 }

/**
 * Believes that there is only one limiter in a program.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis Each limiter counts its own calls
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs = (lists[`${limit}/${perMs}`] ??= [])

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    if (nowMs < newest.ms) startsMs.length = 0
    newest.ms = nowMs
    const dueMs = Math.max(nowMs, startsMs.at(-1) ?? 0, (startsMs.at(-limit) ?? -Infinity) + perMs)
    startsMs.push(dueMs)
    await pause(dueMs - nowMs)
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
