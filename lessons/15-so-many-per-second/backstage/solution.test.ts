import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { pause } from '../pause.ts'
import { worstWindow } from './model.ts'
import { perKey, rateLimiter } from './solution.ts'

test('no window holds more than the limit, even if timers fire late', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.tuple(fc.nat(400), fc.nat(120)), { maxLength: 20 }),
      async (limit, busy) => {
        const startsMs: number[] = []
        const run = await simulate({}, async (_, time) => {
          const limiter = rateLimiter({ limit, perMs: 100 })
          const blocks = busy.map(async ([atMs, ms]) => {
            await time.sleep(atMs)
            time.spend(ms)
          })
          const calls = Array.from({ length: 12 }, async () => {
            await limiter.take()
            startsMs.push(time.nowMs)
          })
          await Promise.all([...blocks, ...calls])
        })
        expect(run.outcome).toBe('fulfilled')
        expect(worstWindow(startsMs, 100).count).toBeLessThanOrEqual(limit)
      },
    ),
    { numRuns: 40 },
  )
})

test('a bucket with a third of a token per ms keeps its rate', async () => {
  const run = await simulate({}, async (_, time) => {
    const limiter = rateLimiter({ limit: 3, perMs: 10, burst: 2 })
    for (let i = 0; i <= 300; i += 1) await limiter.take()
    return time.nowMs
  })
  // 299 tokens, 2 of 301 were there at the start.
  expect(run.value).toBe(997)
})

test('a bucket of one token keeps its rate, although timers count whole ms', async () => {
  const run = await simulate({}, async (_, time) => {
    const limiter = rateLimiter({ limit: 3, perMs: 10, burst: 1 })
    for (let i = 0; i <= 300; i += 1) await limiter.take()
    return time.nowMs
  })
  expect(run.value).toBe(1000)
})

test('a bucket of one token that was idle, or waited long for a busy thread, lets only one start', async () => {
  const run = await simulate({}, async (_, time) => {
    const limiter = rateLimiter({ limit: 1, perMs: 10, burst: 1 })
    await limiter.take()
    const startsMs: number[] = []
    const take = async (): Promise<unknown> => startsMs.push((await limiter.take(), time.nowMs))
    const calls = [take(), take(), take()]
    time.spend(95)
    await Promise.all(calls)
    await time.sleep(500)
    await Promise.all([take(), take()])
    return startsMs
  })
  expect(run.value).toEqual([95, 104, 114, 614, 624])
})

test('if a heavy call that waits aborts, a light one may start at once', async () => {
  const controller = new AbortController()
  const run = await simulate({}, async (_, time) => {
    const limiter = rateLimiter({ limit: 3, perMs: 100 })
    await limiter.take({ weight: 2 })
    const heavy = limiter.take({ weight: 3, signal: controller.signal })
    const light = limiter.take().then(() => time.nowMs)
    await time.sleep(20)
    controller.abort('too late')
    await heavy.catch(() => {})
    return light
  })
  expect(run.value).toBe(20)
})

test('a wrapped function and each key pass the weight on', async () => {
  const run = await simulate({}, async (_, time) => {
    const options = { limit: 3, perMs: 100 }
    const wrapped = rateLimiter(options).wrap(() => time.nowMs, { weight: 2 })
    const users = perKey(options)
    await users.take('ada', { weight: 3 })
    const startsMs = await Promise.all([wrapped(), wrapped()])
    await users.take('ada')
    return [...startsMs, time.nowMs]
  })
  expect(run.value).toEqual([0, 100, 100])
})

test('a key is not forgotten before its bucket is full again', async () => {
  const run = await simulate({}, async (_, time) => {
    const limiter = perKey({ limit: 1, perMs: 100, burst: 5 })
    const take = (key: string, calls: number): Promise<unknown> =>
      Promise.all(Array.from({ length: calls }, () => limiter.take(key)))
    await take('ada', 5)
    await time.sleep(200)
    await limiter.take('bob')
    await take('ada', 3)
    const startMs = time.nowMs
    await time.sleep(2000)
    await limiter.take('eve')
    return { startMs, size: limiter.size }
  })
  expect(run.value).toEqual({ startMs: 300, size: 1 })
})

test('a key passes the signal on, and leaves no listener', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const run = await simulate({}, async (_, time) => {
    const limiter = perKey({ limit: 1, perMs: 100 })
    const calls = [1, 2, 3].map(() => limiter.take('ada', { signal }))
    await time.sleep(150)
    controller.abort('too late')
    const results = await Promise.allSettled(calls)
    return results.map(({ status }) => status)
  })
  expect(run.value).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  expect(run.leftovers).toEqual([])
})

test('a pause ends when its signal aborts, and leaves no timer and no listener', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const run = await simulate({}, async (_, time) => {
    await pause(20, signal)
    const paused = pause(100, signal).catch((reason: unknown) => [reason, time.nowMs])
    await time.sleep(30)
    controller.abort('too late')
    return [await paused, await pause(100, signal).catch((reason: unknown) => reason)]
  })
  expect(run.value).toEqual([['too late', 50], 'too late'])
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  expect(run.leftovers).toEqual([])
})

test('learns from the 429s of the simulated network, and gets no more of them', async () => {
  const rateLimit = { algorithm: 'sliding-window', limit: 2, windowMs: 1000 } as const
  const run = await simulate({ latency: 10, rateLimit }, async (api) => {
    const limiter = rateLimiter({ limit: 10, perMs: 1000 })
    for (let id = 1; id <= 8; id += 1) {
      await limiter.take()
      limiter.learn(await fetch(api.url(`/products/${id}`)))
    }
  })
  const statuses = run.trace.calls.map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toEqual([])
})

test('says what is wrong with an option', () => {
  expect(() => rateLimiter({ limit: 0, perMs: 1000 })).toThrow(
    new RangeError('Cannot make a rate limiter: limit must be a whole number >= 1, got 0'),
  )
  expect(() => rateLimiter({ limit: '5' as never, perMs: 1000 })).toThrow(
    new TypeError("Cannot make a rate limiter: limit must be a whole number >= 1, got '5'"),
  )
})
