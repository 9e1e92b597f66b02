import { expect, test } from 'vitest'
import { parseNetwork } from './parse-network.ts'
import { createRateLimiter, type RateLimitInput } from './rate-limit.ts'

const epochMs = Date.UTC(2026, 10, 5, 12, 0, 0, 400)
const call = { route: '/products/:id' }

test('tells each call what remains, and one too many when to come back', () => {
  const limiter = limiterOf({ limit: 2, windowMs: 10_000 })
  expect(limiter.admit(call, 0, epochMs)).toEqual({
    status: 'ok',
    headers: {
      'RateLimit-Policy': '"all";q=2;w=10',
      RateLimit: '"all";r=1;t=5',
      'RateLimit-Limit': '2',
      'RateLimit-Remaining': '1',
      'RateLimit-Reset': '5',
    },
  })
  limiter.admit(call, 0, epochMs)
  expect(limiter.admit(call, 600, epochMs)).toEqual({
    status: 429,
    headers: {
      'RateLimit-Policy': '"all";q=2;w=10',
      RateLimit: '"all";r=0;t=10',
      'RateLimit-Limit': '2',
      'RateLimit-Remaining': '0',
      'RateLimit-Reset': '10',
      'Retry-After': '5',
    },
  })
})

test('writes Retry-After as an HTTP date when asked to', () => {
  const limiter = limiterOf({ limit: 1, windowMs: 2000, retryAfter: 'date' })
  limiter.admit(call, 0, epochMs)
  const { headers } = limiter.admit(call, 0, epochMs)
  expect(headers['Retry-After']).toBe('Thu, 05 Nov 2026 12:00:03 GMT')
})

test('lets all calls share one allowance by default', () => {
  const limiter = limiterOf({ limit: 1, windowMs: 1000 })
  expect(limiter.admit({ route: '/a', key: 'k' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/b', key: 'l' }, 0, epochMs).status).toBe(429)
})

test('gives each route an allowance of its own when it goes by route', () => {
  const limiter = limiterOf({ limit: 1, windowMs: 1000, by: 'route' })
  expect(limiter.admit({ route: '/a' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/b' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/a' }, 0, epochMs).status).toBe(429)
})

test('gives each key an allowance of its own when it goes by key, and one to all without a key', () => {
  const limiter = limiterOf({ limit: 1, windowMs: 1000, by: 'key' })
  expect(limiter.admit({ route: '/a', key: 'k' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/a', key: 'l' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/a', key: 'k' }, 0, epochMs).status).toBe(429)
  expect(limiter.admit({ route: '/a' }, 0, epochMs).status).toBe('ok')
  expect(limiter.admit({ route: '/b' }, 0, epochMs).status).toBe(429)
})

test('takes a call that seems to come from the past as one of now', () => {
  const limiter = limiterOf({ limit: 1, windowMs: 1000, algorithm: 'sliding-window' })
  limiter.admit(call, 5000, epochMs)
  expect(limiter.admit(call, 3000, epochMs).headers['Retry-After']).toBe('1')
})

function limiterOf(rule: RateLimitInput) {
  const { rateLimit } = parseNetwork({ rateLimit: rule })
  if (rateLimit === null) throw new Error('no rule')
  return createRateLimiter(rateLimit)
}
