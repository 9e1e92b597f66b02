import { fc } from '@overlap/scenarios'
import type { LimitedResponse, RateLimiterOptions } from '../types.ts'

/** What happens to one limiter. All times in ms. */
export interface Scene extends RateLimiterOptions {
  /** When each call comes. */
  readonly arrivalsMs: readonly number[]
  /** How long a call takes after it started. Default 20. */
  readonly latencyMs?: number
  /** The weight of the call of this number (from 0). Default 1. */
  readonly weights?: Readonly<Record<number, number>>
  /** When the call of this number (from 0) is aborted; -1: before it comes. */
  readonly aborts?: Readonly<Record<number, number>>
  readonly reason?: unknown
  /** What the limiter learns, and when. */
  readonly replies?: readonly Reply[]
  /** Whether another limiter of the same options gets the same calls. */
  readonly besideAnother?: boolean
}

/** A response that the limiter learns from. */
export interface Reply {
  readonly atMs: number
  readonly status: number
  /** `Retry-After`, in s. */
  readonly retryAfter?: number | undefined
  /** Whether `Retry-After` is written as a date. */
  readonly asDate?: boolean | undefined
  /** What is left of the quota, and when it is full again, in s. */
  readonly quota?: { readonly remaining: number; readonly resetSeconds: number } | undefined
  /** Whether the quota is written in the older headers. */
  readonly asOlder?: boolean | undefined
}

/** The response, as the simulated network sends it. `epochMs` is the time of day at 0 ms. */
export function responseOf(reply: Reply, epochMs: number): LimitedResponse {
  const { atMs, status, retryAfter, asDate, quota, asOlder } = reply
  const headers = new Headers()
  if (retryAfter !== undefined) {
    const date = new Date(epochMs + Math.floor(atMs / 1000) * 1000 + retryAfter * 1000)
    headers.set('Retry-After', asDate ? date.toUTCString() : String(retryAfter))
  }
  if (quota && asOlder) {
    headers.set('RateLimit-Remaining', String(quota.remaining))
    headers.set('RateLimit-Reset', String(quota.resetSeconds))
  } else if (quota) {
    headers.set('RateLimit', `"all";r=${quota.remaining};t=${quota.resetSeconds}`)
  }
  return { status, headers }
}

/** Until when a reply makes the limiter wait, if it is the only one. */
export function opensMs(reply: Reply, perMs: number, hasRoom: boolean): number {
  const { atMs, status, retryAfter, asDate, quota } = reply
  if (retryAfter !== undefined) {
    return (asDate ? Math.floor(atMs / 1000) * 1000 : atMs) + retryAfter * 1000
  }
  if (status === 429) return atMs + (quota ? quota.resetSeconds * 1000 : perMs)
  if (quota?.remaining === 0 && hasRoom) return atMs + quota.resetSeconds * 1000
  return atMs
}

/** Calls come in groups, at full tens of ms. */
export const arrivals: fc.Arbitrary<number[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(1, 1, 2, 3, 5, 8)), {
    minLength: 1,
    maxLength: 7,
  })
  .map((groups) =>
    groups
      .flatMap(([at, size]) => Array.from({ length: size }, () => at * 50))
      .toSorted((a, b) => a - b),
  )

/** `perMs` is a multiple of `limit`, so that a bucket gets a token after a whole number of ms. */
export const limits: fc.Arbitrary<{ limit: number; perMs: number }> = fc
  .tuple(fc.constantFrom(1, 2, 3, 5, 7), fc.constantFrom(10, 40, 100, 200))
  .map(([limit, ms]) => ({ limit, perMs: limit * ms }))

export const times = (count: number, ms: number): number[] =>
  Array.from({ length: count }, () => ms)
