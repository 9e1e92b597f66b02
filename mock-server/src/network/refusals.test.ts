import { describe, expect, test } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import type { CapacityInput } from './capacity.ts'
import { createNetworkModel } from './model.ts'
import type { Admission } from './server.ts'
import type { NetworkInput } from './types.ts'

const product = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }

describe('a refusal that costs a share of the slot time', () => {
  test('delays the call in service, and is sent when the work for it is done', async () => {
    const { arrive, clock } = serverOf({ slots: 1, queue: 0, refusal: 0.2 })
    const call = await arrive()
    clock.now = 30
    expect(remaining(call)).toBe(70)
    expect(await arrive()).toMatchObject({ shed: true, refusalMs: 20 })
    expect(remaining(call)).toBe(90)
    clock.now = 40
    expect(await arrive()).toMatchObject({ shed: true, refusalMs: 30 })
    expect(remaining(call)).toBe(100)
    clock.now = 140
    expect(remaining(call)).toBe(0)
  })

  test('delays each of several calls in service by the share of one slot', async () => {
    const { arrive } = serverOf({ slots: 4, queue: 0, refusal: 0.4 })
    const calls = await Promise.all([1, 2, 3, 4].map(arrive))
    expect(await arrive()).toMatchObject({ refusalMs: 10 })
    expect(calls.map(remaining)).toEqual([110, 110, 110, 110])
  })

  test('delays a call that starts while the server refuses others', async () => {
    const { arrive, clock } = serverOf({ slots: 1, queue: 0, refusal: 1 })
    const call = await arrive()
    await arrive()
    leave(call)
    clock.now = 60
    expect(remaining(await arrive())).toBe(140)
  })

  test('costs nothing unless the capacity says so', async () => {
    const { arrive } = serverOf({ slots: 1, queue: 0 })
    const call = await arrive()
    expect(await arrive()).toMatchObject({ refusalMs: 0 })
    expect(remaining(call)).toBe(100)
  })

  test('costs the same under a rate limit', async () => {
    const { model, arrive } = serverOf(
      { slots: 1, queue: 0, refusal: 0.5 },
      { rateLimit: { limit: 1, windowMs: 1000 } },
    )
    const call = await arrive()
    const verdicts = [1, 2].map(() => model.admit(model.plan(product), product))
    expect(verdicts).toMatchObject([{ status: 'ok' }, { status: 429, refusalMs: 50 }])
    expect(remaining(call)).toBe(150)
  })

  test('a reset ends the work on refusals', async () => {
    const { arrive, model } = serverOf({ slots: 1, queue: 0, refusal: 1 })
    const call = await arrive()
    await arrive()
    model.reset()
    expect(remaining(call)).toBe(100)
  })

  test('keeps count of fractions of a ms', async () => {
    const { arrive } = serverOf({ slots: 1, queue: 0, refusal: 0.001 })
    const call = await arrive()
    for (let i = 0; i < 250; i++) await arrive()
    expect(remaining(call)).toBe(125)
  })
})

test('a call that is shed gets the Retry-After of the capacity', async () => {
  const inSeconds = serverOf({ slots: 1, queue: 0, retryAfter: 3 })
  await inSeconds.arrive()
  expect(await inSeconds.arrive()).toMatchObject({ headers: { 'Retry-After': '3' } })
  const asDate = serverOf({ slots: 1, queue: 0, retryAfter: 'date' })
  await asDate.arrive()
  const headers = { 'Retry-After': 'Thu, 01 Jan 1970 00:00:01 GMT' }
  expect(await asDate.arrive()).toMatchObject({ headers })
})

/**
 * One slot, 100 ms a call: 10 calls a second. 12 clients send a call, wait for 300 ms, abort and
 * repeat. Where a refusal is free, they keep being served; where it costs 30 %, the server has no
 * time left for work, until the clients pause.
 */
describe('a storm of retries', () => {
  const capacity = { slots: 1, queue: 1, serviceMs: 100 }

  test('leaves a server alone that refuses for free', async () => {
    expect((await storm({ ...capacity, refusal: 0 })).during).toBeGreaterThan(80)
  })

  test('keeps a server down that pays for refusals, and a pause lets it recover', async () => {
    const served = await storm({ ...capacity, refusal: 0.3 })
    expect(served.during).toBeLessThan(20)
    expect(served.afterwards).toBe(10)
  })

  async function storm(capacity: CapacityInput) {
    const served = { during: 0, afterwards: 0 }
    const run = await simulate({ capacity }, async (api, time) => {
      const call = async (timeoutMs: number) => {
        const signal = AbortSignal.timeout(timeoutMs)
        const response = await fetch(api.url('/products/3'), { signal }).catch(() => undefined)
        if (response?.ok) return true
        await time.sleep(50)
        return false
      }
      const client = async () => {
        while (time.nowMs < 10_000) if (await call(300)) served.during += 1
      }
      await Promise.all(Array.from({ length: 12 }, client))
      await time.sleep(15_000)
      for (let i = 0; i < 10; i++) if (await call(300)) served.afterwards += 1
    })
    expect(run.outcome).toBe('fulfilled')
    return served
  }
})

function serverOf(capacity: CapacityInput, more: NetworkInput = {}) {
  const clock = { now: 0, nowMs: () => clock.now, epochMs: () => clock.now }
  const model = createNetworkModel({ latency: 100, capacity, ...more }, clock)
  const arrive = () => model.servers.enter(model.plan(product))
  return { model, clock, arrive }
}

function remaining(admission: Admission): number {
  if (admission.shed) throw new Error('was shed')
  return admission.remainingMs()
}

function leave(admission: Admission): void {
  if (!admission.shed) admission.leave()
}

test('refusals take as long, to the ms, however late it is', () => {
  const refusalsFrom = (startMs: number): number[] => {
    const capacity = { slots: 4, queue: 0, refusal: 0.4 }
    const { servers } = createNetworkModel({ capacity }, { nowMs: () => startMs })
    // Each costs 4.7 ms, which floating point rounds.
    return Array.from({ length: 41 }, () => servers.refuse({ server: '', serviceMs: 47 }))
  }
  const hours = Array.from({ length: 24 }, (_, hour) => refusalsFrom(hour * 3_600_000))
  expect(new Set(hours.map(String)).size).toBe(1)
})
