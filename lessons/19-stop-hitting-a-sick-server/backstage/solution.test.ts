import { getJson, HttpError } from '@overlap/lesson-05'
import { isTransient, retry } from '@overlap/lesson-10'
import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test, vi } from 'vitest'
import { bulkhead, circuitBreaker, CircuitOpenError, isServerFailure } from './solution.ts'

const down = (): never => {
  throw new Error('down')
}

test('a refusal ends the retries around the breaker, and says when to call again', async () => {
  const run = await simulate({ failures: [{ kind: 'status', status: 503 }] }, async (api) => {
    const load = circuitBreaker((url: string) => getJson(url), { failures: 3, coolDownMs: 1000 })
    return retry(() => load(api.url('/products/1')), { retries: 9, delayMs: 100 })
  })
  expect(run.trace.calls).toHaveLength(3)
  expect(run.reason).toBeInstanceOf(CircuitOpenError)
  expect(run.reason).toMatchObject({ retryAfterMs: 900 })
  expect((run.reason as Error).message).toBe('The circuit is open: call again in 900 ms')
  expect(isTransient(run.reason)).toBe(false)
})

test('an abort calls no fallback, and a timeout of the caller does', async () => {
  const fallback = vi.fn<(error: unknown) => string>(() => 'an old price')
  const run = await simulate({ latency: 500 }, async (api, time) => {
    const load = circuitBreaker(
      async (options: { readonly signal: AbortSignal }) =>
        (await fetch(api.url('/products/1'), options)).text(),
      { failures: 1, coolDownMs: 100, fallback },
    )
    const controller = new AbortController()
    void time.sleep(50).then(() => controller.abort('gone'))
    const [gone] = await Promise.allSettled([load({ signal: controller.signal })])
    const late = await load({ signal: AbortSignal.timeout(100) })
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    return [gone, late]
  })
  expect(run.value).toEqual([{ status: 'rejected', reason: 'gone' }, 'an old price'])
  expect(fallback).toHaveBeenCalledTimes(1)
  expect(fallback.mock.calls[0]?.[0]).toMatchObject({ name: 'TimeoutError' })
})

test('an `isFailure` that throws counts for nothing, and keeps no probe in flight', async () => {
  const run = await simulate({}, async (_, time) => {
    let calls = 0
    const load = circuitBreaker(() => down(), {
      failures: 1,
      coolDownMs: 100,
      isFailure: () => {
        calls += 1
        if (calls === 2) throw new TypeError('no status')
        return true
      },
    })
    const ends = await Promise.allSettled([load()])
    await time.sleep(150)
    ends.push(...(await Promise.allSettled([load()])), ...(await Promise.allSettled([load()])))
    return ends.map((end) => end.status === 'rejected' && (end.reason as Error).message)
  })
  expect(run.value).toEqual(['down', 'no status', 'down'])
})

test('a status below 500 counts only if it means "not now"', () => {
  const statuses = fc.integer({ min: 300, max: 599 })
  fc.assert(
    fc.property(statuses, (status) => {
      const error = new HttpError('http://shop.test', new Response(null, { status }), '')
      expect(isServerFailure(error)).toBe(status >= 500 || [408, 425, 429].includes(status))
    }),
  )
  expect(isServerFailure(undefined)).toBe(true)
})

test('after thousands of calls, a rate looks only at those of the last window', async () => {
  const run = await simulate({}, async (_, time) => {
    const load = circuitBreaker(
      (fails: boolean) => {
        if (fails) throw new Error('down')
      },
      { failures: Infinity, coolDownMs: 100, rate: { over: 0.5, windowMs: 100, atLeast: 10 } },
    )
    // One in three fails for a long time, and then all do.
    for (let i = 0; i < 3000; i += 1) {
      await load(i % 3 === 0).catch(() => {})
      await time.sleep(5)
    }
    let failed = 0
    for (; failed < 100; failed += 1) {
      const [end] = await Promise.allSettled([load(true)])
      if (end.status === 'rejected' && end.reason instanceof CircuitOpenError) break
      await time.sleep(5)
    }
    return failed
  })
  // 20 calls are in the window. After 6 failures more, 11 of them failed.
  expect(run.value).toBeGreaterThanOrEqual(5)
  expect(run.value).toBeLessThanOrEqual(7)
})

test('a bulkhead never has more work in flight than slots, nor more calls waiting than its queue', async () => {
  const call = fc.record({
    atMs: fc.nat(300),
    takesMs: fc.integer({ min: 1, max: 100 }),
    abortMs: fc.option(fc.nat(200)),
    deadlineMs: fc.option(fc.integer({ min: 1, max: 200 })),
    isDeaf: fc.boolean(),
  })
  const scenes = fc.record({
    calls: fc.array(call, { maxLength: 30 }),
    slots: fc.integer({ min: 1, max: 4 }),
    queue: fc.nat(4),
  })
  await fc.assert(
    fc.asyncProperty(scenes, async ({ calls, slots, queue }) => {
      const run = await simulate({}, async (_, time) => {
        const through = bulkhead({ slots, queue })
        let active = 0
        const come = async (one: (typeof calls)[number]): Promise<void> => {
          await time.sleep(one.atMs)
          const controller = new AbortController()
          const abortMs = one.abortMs
          if (abortMs !== null) void time.sleep(abortMs).then(() => controller.abort('gone'))
          const { signal } = controller
          await through(
            async (inner) => {
              active += 1
              expect(active).toBeLessThanOrEqual(slots)
              await time.sleep(one.takesMs, one.isDeaf ? {} : inner).catch(() => {})
              active -= 1
            },
            { signal, deadlineMs: performance.now() + (one.deadlineMs ?? Infinity) },
          ).catch(() => {})
          expect(getEventListeners(signal, 'abort')).toHaveLength(0)
        }
        await Promise.all(calls.map(come))
        await time.sleep(500)
        // Every slot is free again.
        const ends = Array.from({ length: slots }, () => through(() => time.sleep(10)))
        await Promise.all(ends)
        return active
      })
      expect(run.reason).toBeUndefined()
      expect(run.value).toBe(0)
    }),
    { numRuns: 60 },
  )
})

test('says what is wrong with an option', () => {
  expect(() => circuitBreaker(down, { failures: 0, coolDownMs: 100 })).toThrow(
    new RangeError(
      'Cannot make a circuit breaker: expected failures to be a whole number >= 1, got 0',
    ),
  )
  const rate = { over: 1, windowMs: 100, atLeast: 1 }
  expect(() => circuitBreaker(down, { failures: 1, coolDownMs: 100, rate })).toThrow(RangeError)
  expect(() =>
    circuitBreaker(down, { failures: 1, coolDownMs: 100, fallback: 3 as never }),
  ).toThrow(TypeError)
  expect(() => bulkhead({ slots: 1, queue: 0.5 })).toThrow(
    new RangeError('Cannot make a bulkhead: expected queue to be a whole number >= 0, got 0.5'),
  )
})
