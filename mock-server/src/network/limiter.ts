import { createFixedWindow } from './fixed-window.ts'
import { createSlidingWindow } from './sliding-window.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { RateLimit } from './types.ts'

/** What a limiter says to one call. */
export interface Allowance {
  readonly allowed: boolean
  /** Calls that would be let through right after this one. */
  readonly remaining: number
  /** Until the allowance is whole again. */
  readonly resetMs: number
  /** Until a call would be let through; 0 if this one was. */
  readonly retryAfterMs: number
}

/** One allowance. Time is an input and may not run backwards; a refused call uses nothing up. */
export interface Limiter {
  take(nowMs: number): Allowance
}

/** A fresh allowance under this rule. Fixed windows begin at time 0 of the clock that is passed. */
export function createLimiter(rule: RateLimit): Limiter {
  const { algorithm, limit, windowMs, burst = limit } = rule
  if (algorithm === 'token-bucket') return createTokenBucket(limit, windowMs, burst)
  const create = algorithm === 'fixed-window' ? createFixedWindow : createSlidingWindow
  return create(limit, windowMs)
}
