import { describe, expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import type { NetworkInput } from './types.ts'

const product = { method: 'GET', path: '/products/3', route: '/products/:id' }
const outage: NetworkInput = { timeline: [{ fromMs: 100, toMs: 200, latency: 7 }] }

describe('a timeline that starts with the first call', () => {
  test('waits for that call', () => {
    const { latencyAt } = modelAt(5000, { ...outage, timelineStarts: 'first-call' })
    expect([9000, 9099, 9100, 9199, 9200].map(latencyAt)).toEqual([0, 0, 7, 7, 0])
  })

  test('waits again after a reset, and after another network was set', () => {
    const network: NetworkInput = { ...outage, timelineStarts: 'first-call' }
    const { model, latencyAt } = modelAt(0, network)
    expect([0, 100].map(latencyAt)).toEqual([0, 7])
    model.reset()
    expect([150, 250].map(latencyAt)).toEqual([0, 7])
    model.replace(network)
    expect([1150, 1250].map(latencyAt)).toEqual([0, 7])
    model.replace(outage)
    expect([1300, 1350].map(latencyAt)).toEqual([0, 7])
  })

  test('holds for failures and for slots, too', async () => {
    const { model, clock } = modelAt(5000, {
      timelineStarts: 'first-call',
      failures: [{ kind: 'reset', fromMs: 100, toMs: 200 }],
      capacity: { slots: 1, queue: 0 },
      timeline: [{ fromMs: 100, toMs: 200, capacity: { slots: 3, queue: 0 } }],
    })
    const at = async (ms: number) => {
      clock.now = ms
      const plan = model.plan({ ...product, atMs: ms })
      const admissions = await Promise.all([1, 2, 3, 4].map(() => model.servers.enter(plan)))
      const started = admissions.filter(({ shed }) => !shed)
      for (const admission of started) if (!admission.shed) admission.leave()
      return [plan.fault?.kind, started.length]
    }
    expect(await at(7000)).toEqual([undefined, 1])
    expect(await at(7100)).toEqual(['reset', 3])
    expect(await at(7200)).toEqual([undefined, 1])
  })
})

describe('a timeline that repeats', () => {
  test('starts over every so many ms', () => {
    const { latencyAt } = modelAt(1000, { ...outage, timelineRepeatMs: 500 })
    const moments = [1000, 1100, 1200, 1599, 1600, 1699, 1700, 5100, 5200]
    expect(moments.map(latencyAt)).toEqual([0, 7, 0, 0, 7, 7, 0, 7, 0])
  })

  test('holds for failures, too', () => {
    const failures = [{ kind: 'reset', fromMs: 100, toMs: 200 }] as const
    const { model } = modelAt(0, { failures, timelineRepeatMs: 500 })
    const kinds = [0, 100, 500, 600].map(
      (atMs) => model.plan({ ...product, atMs }).fault?.kind ?? 'none',
    )
    expect(kinds).toEqual(['none', 'reset', 'none', 'reset'])
  })

  test('repeats from the first call on, if that starts it', () => {
    const network: NetworkInput = { ...outage, timelineStarts: 'first-call', timelineRepeatMs: 500 }
    const { latencyAt } = modelAt(0, network)
    expect([30, 130, 530, 630].map(latencyAt)).toEqual([0, 7, 0, 7])
  })
})

function modelAt(startMs: number, network: NetworkInput) {
  const clock = { now: startMs, nowMs: () => clock.now }
  const model = createNetworkModel(network, clock)
  const latencyAt = (ms: number) => {
    clock.now = ms
    return model.plan({ ...product, atMs: ms }).latencyMs
  }
  return { model, clock, latencyAt }
}
