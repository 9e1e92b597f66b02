import * as v from 'valibot'
import { BoundedMap } from '../common/bounded-map.ts'
import { createLimiter, type Allowance, type Limiter, type LimiterRule } from './limiters.ts'
import { formatRetryAfter } from './retry-after.ts'
import { object, oneOf, positiveMilliseconds, wholeNumber } from './schema.ts'

/** How many calls the server accepts. The others get 429, and use up no allowance. */
export interface RateLimit extends LimiterRule {
  /**
   * Which calls share an allowance: all calls, calls to the same route, or calls with the same API
   * key.
   */
  readonly by: 'all' | 'route' | 'key'
  /** How `Retry-After` is written: whole seconds, or an HTTP date. */
  readonly retryAfter: 'seconds' | 'date'
}

/** A rate limit as it may be written. Defaults: a token bucket, by all calls, in seconds. */
export type RateLimitInput = Pick<RateLimit, 'limit' | 'windowMs'> & Partial<RateLimit>

const atMost = 1_000_000

/** A {@link RateLimit}, with defaults for missing keys. */
export const rateLimitSchema = v.pipe(
  object({
    algorithm: v.exactOptional(
      oneOf(['token-bucket', 'fixed-window', 'sliding-window']),
      'token-bucket',
    ),
    limit: wholeNumber(1, atMost),
    windowMs: positiveMilliseconds,
    burst: v.exactOptional(wholeNumber(1, atMost)),
    by: v.exactOptional(oneOf(['all', 'route', 'key']), 'all'),
    retryAfter: v.exactOptional(oneOf(['seconds', 'date']), 'seconds'),
  }),
  v.check(
    (rule) => rule.burst === undefined || rule.algorithm === 'token-bucket',
    'a burst only with the algorithm "token-bucket"',
  ),
  v.transform((rule) =>
    rule.algorithm === 'token-bucket' ? { ...rule, burst: rule.burst ?? rule.limit } : rule,
  ),
)

/** Whether a call is accepted, and the headers to add to its reply. */
export interface RateLimitVerdict {
  /** `'ok'`, or the status of the reply. */
  readonly status: 'ok' | 429
  /** `RateLimit` headers, and `Retry-After` on a 429. Empty if there is no limit. */
  readonly headers: Readonly<Record<string, string>>
  /** On a 429: how long the server works on refusing it. The reply leaves after that. */
  readonly refusalMs?: number
}

/** How many allowances are kept. A forgotten one starts full again. */
const keptAllowances = 10_000

/** The verdict without a limit. */
export const unlimited: RateLimitVerdict = Object.freeze({
  status: 'ok',
  headers: Object.freeze({}),
})

/** The facts about a call that a rate limit needs. */
interface LimitedCall {
  readonly route: string
  readonly key?: string
}

/** The allowances under one rule: one for all, or one for each route or key. */
export interface RateLimiter {
  /**
   * @param nowMs Time since the model began.
   * @param epochMs The time of day, for HTTP dates.
   */
  admit(call: LimitedCall, nowMs: number, epochMs: number): RateLimitVerdict
}

/** Makes the allowances under a rule. */
export function createRateLimiter(rule: RateLimit): RateLimiter {
  const allowances = new BoundedMap<string, Limiter>(keptAllowances)
  let latestMs = 0
  function limiterOf(call: LimitedCall): Limiter {
    const sharer = sharerOf(call, rule)
    const known = allowances.get(sharer)
    if (known) return known
    const limiter = createLimiter(rule)
    allowances.set(sharer, limiter)
    return limiter
  }

  return {
    admit(call, nowMs, epochMs) {
      latestMs = Math.max(latestMs, nowMs)
      return verdict(rule, limiterOf(call).take(latestMs), epochMs)
    },
  }
}

function sharerOf(call: LimitedCall, rule: RateLimit): string {
  if (rule.by === 'route') return call.route
  return rule.by === 'key' ? (call.key ?? '') : ''
}

function verdict(rule: RateLimit, allowance: Allowance, epochMs: number): RateLimitVerdict {
  const headers = quotaHeaders(rule, allowance)
  if (allowance.allowed) return { status: 'ok', headers }
  const seconds = allowance.retryAfterMs / 1000
  const retryAfter = rule.retryAfter === 'date' ? { date: seconds } : seconds
  headers['Retry-After'] = formatRetryAfter(retryAfter, epochMs)
  return { status: 429, headers }
}

/**
 * The two fields of the IETF draft "RateLimit header fields for HTTP"
 * (draft-ietf-httpapi-ratelimit-headers-10), and the three of its versions up to 06, which more
 * clients understand. Whole seconds.
 */
function quotaHeaders(rule: RateLimit, allowance: Allowance): Record<string, string> {
  const resetSeconds = Math.ceil(allowance.resetMs / 1000)
  const windowSeconds = Math.ceil(rule.windowMs / 1000)
  return {
    'RateLimit-Policy': `"${rule.by}";q=${rule.limit};w=${windowSeconds}`,
    RateLimit: `"${rule.by}";r=${allowance.remaining};t=${resetSeconds}`,
    'RateLimit-Limit': String(rule.limit),
    'RateLimit-Remaining': String(allowance.remaining),
    'RateLimit-Reset': String(resetSeconds),
  }
}
