import { checkFunction } from '../check-options.ts'
import type { RateLimiter } from '../types.ts'

/** The `wrap` of a limiter with this `take`. For wrong answers that are wrong elsewhere. */
export function wrapWith(take: RateLimiter['take']): RateLimiter['wrap'] {
  return (fn, options) => {
    checkFunction(fn)
    return async function (...args) {
      await take(options)
      return fn.apply(this, args)
    }
  }
}
