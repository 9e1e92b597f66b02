import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLimiter } from './limiters.ts'
import type { RateLimit } from './rate-limit.ts'

type Reference = (rule: RateLimit, letThrough: readonly number[], nowMs: number) => boolean

/** Each rule as its definition says, over the whole history. */
const references: readonly [RateLimit['algorithm'], Reference][] = [
  [
    'token-bucket',
    ({ limit, windowMs, burst = limit }, letThrough, nowMs) =>
      [...letThrough, nowMs].every((fromMs, index, all) => {
        const calls = all.length - index
        return calls * windowMs <= burst * windowMs + (nowMs - fromMs) * limit
      }),
  ],
  [
    'fixed-window',
    ({ limit, windowMs }, letThrough, nowMs) => {
      const windowOf = (ms: number) => Math.floor(ms / windowMs)
      return letThrough.filter((ms) => windowOf(ms) === windowOf(nowMs)).length < limit
    },
  ],
  [
    'sliding-window',
    ({ limit, windowMs }, letThrough, nowMs) =>
      letThrough.filter((ms) => nowMs - ms < windowMs).length < limit,
  ],
]

const shape = fc.record({
  limit: fc.integer({ min: 1, max: 6 }),
  windowMs: fc.integer({ min: 1, max: 50 }),
  burst: fc.integer({ min: 1, max: 8 }),
})
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })), { maxLength: 60 })

describe.each(references)('%s', (algorithm, reference) => {
  const ruleOf = (shape: { limit: number; windowMs: number; burst: number }): RateLimit => ({
    algorithm,
    by: 'all',
    retryAfter: 'seconds',
    ...shape,
  })

  test('lets through exactly the calls that the definition lets through', () => {
    fc.assert(
      fc.property(shape, gaps, (shape, gaps) => {
        const rule = ruleOf(shape)
        const limiter = createLimiter(rule)
        const letThrough: number[] = []
        let nowMs = 0
        for (const gap of gaps) {
          nowMs += gap
          const expected = reference(rule, letThrough, nowMs)
          expect(limiter.take(nowMs).allowed).toBe(expected)
          if (expected) letThrough.push(nowMs)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('tells a refused call the very millisecond at which it would be let through', () => {
    fc.assert(
      fc.property(shape, gaps, (shape, gaps) => {
        const { limiter, nowMs } = after(ruleOf(shape), gaps)
        const { allowed, retryAfterMs } = limiter.take(nowMs)
        fc.pre(!allowed)
        expect(retryAfterMs).toBeGreaterThan(0)
        expect(limiter.take(nowMs + retryAfterMs - 1).allowed).toBe(false)
        expect(limiter.take(nowMs + retryAfterMs).allowed).toBe(true)
      }),
    )
  })

  test('lets as many calls through at once as it says remain', () => {
    fc.assert(
      fc.property(shape, gaps, (shape, gaps) => {
        const { limiter, nowMs } = after(ruleOf(shape), gaps)
        const { remaining } = limiter.take(nowMs)
        for (let i = 0; i < remaining; i++) expect(limiter.take(nowMs).allowed).toBe(true)
        expect(limiter.take(nowMs).allowed).toBe(false)
      }),
    )
  })

  test('is whole again after the reset it announced', () => {
    fc.assert(
      fc.property(shape, gaps, (shape, gaps) => {
        const rule = ruleOf(shape)
        const { limiter, nowMs } = after(rule, gaps)
        const { resetMs } = limiter.take(nowMs)
        const whole = algorithm === 'token-bucket' ? shape.burst : shape.limit
        expect(limiter.take(nowMs + resetMs).remaining).toBe(whole - 1)
      }),
    )
  })
})

test('a token bucket loses nothing to rounding over a million odd steps', () => {
  const limiter = createLimiter({
    algorithm: 'token-bucket',
    limit: 7,
    windowMs: 1000,
    burst: 1,
  })
  let letThrough = 0
  for (let nowMs = 0; nowMs <= 1_000_000; nowMs++) if (limiter.take(nowMs).allowed) letThrough++
  // With a bucket of one, a token that is not taken at once is lost: each takes ⌈1000 ÷ 7⌉ ms or less.
  expect(letThrough).toBe(6994)
})

function after(rule: RateLimit, gaps: readonly number[]) {
  const limiter = createLimiter(rule)
  let nowMs = 0
  for (const gap of gaps) limiter.take((nowMs += gap))
  return { limiter, nowMs }
}
