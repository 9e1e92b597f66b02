import type { NetworkCall, RateLimitVerdict } from './model-types.ts'
import { createLimiter, type Allowance, type Limiter } from './limiter.ts'
import { RecentMap } from './recent-map.ts'
import { formatRetryAfter } from './retry-after.ts'
import type { RateLimit } from './types.ts'

/** How many allowances are kept; one that is forgotten begins afresh. */
const keptAllowances = 10_000

/** The verdict where there is no limit. */
export const unlimited: RateLimitVerdict = Object.freeze({
  status: 'ok',
  headers: Object.freeze({}),
})

/** The allowances under one rule: one for all, or one for each route or key. */
export interface RateLimiter {
  /**
   * @param nowMs Since the model began.
   * @param epochMs The time of day, for HTTP dates.
   */
  admit(call: Pick<NetworkCall, 'route' | 'key'>, nowMs: number, epochMs: number): RateLimitVerdict
}

/** Puts a rule to work. */
export function createRateLimiter(rule: RateLimit): RateLimiter {
  const allowances = new RecentMap<string, Limiter>(keptAllowances)
  const create = () => createLimiter(rule)
  let latestMs = 0
  return {
    admit(call, nowMs, epochMs) {
      latestMs = Math.max(latestMs, nowMs)
      const allowance = allowances.getOrCreate(sharerOf(call, rule), create).take(latestMs)
      return verdict(rule, allowance, epochMs)
    },
  }
}

function sharerOf(call: Pick<NetworkCall, 'route' | 'key'>, rule: RateLimit): string {
  if (rule.by === 'route') return call.route
  return rule.by === 'key' ? (call.key ?? '') : ''
}

function verdict(rule: RateLimit, allowance: Allowance, epochMs: number): RateLimitVerdict {
  const headers = quotaHeaders(rule, allowance)
  if (allowance.allowed) return { status: 'ok', headers }
  const { retryAfterMs } = allowance
  const seconds = retryAfterMs / 1000
  const retryAfter = rule.retryAfter === 'date' ? { date: seconds } : seconds
  headers['Retry-After'] = formatRetryAfter(retryAfter, epochMs)
  return { status: 429, headers, retryAfterMs }
}

/**
 * The two fields of the IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-
 * headers-10) and the three of its versions up to 06, which more clients read. Whole seconds.
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
