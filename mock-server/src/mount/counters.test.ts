import { describe, expect, test } from 'vitest'
import { virtualTime } from '../time/virtual-time.ts'
import type { MockApi } from './mock-api.ts'
import { startMockApi } from './start-mock-api.ts'

const load = (api: MockApi, ids: readonly number[]): Promise<unknown[]> =>
  Promise.all(ids.map(async (id) => (await fetch(api.url(`/todos/${id}`))).json()))

describe('what is told', () => {
  test('each client has a lane of its own', async () => {
    using api = startMockApi()
    await Promise.all([
      api.client('anna')(api.url('/todos/1')),
      api.client('bert')(api.url('/todos/1')),
    ])
    expect(api.trace.calls.map(({ client }) => client)).toEqual(['anna', 'bert'])
  })

  test('a call that repeats a failed one is another attempt at the same call', async () => {
    using api = startMockApi({ failures: [{ kind: 'status', status: 503, first: 2 }] })
    for (let attempt = 1; attempt <= 3; attempt += 1) await fetch(api.url('/todos/1'))
    await fetch(api.url('/todos/2'))
    expect(api.counters).toMatchObject({ calls: 2, attempts: 4, byStatus: { 200: 1, 503: 3 } })
    expect(api.trace.calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1])
  })

  test('a reset starts everything over, also with calls in flight', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, failures: [{ kind: 'reset', first: 1 }] })
    await fetch(api.url('/todos/1')).catch(() => {})
    const late = fetch(api.url('/todos/1'))
    await time.sleep(50)
    api.reset()
    expect(api.trace.calls).toEqual([])
    expect(api.counters).toMatchObject({ calls: 0, attempts: 0, peakInFlight: 0, byStatus: {} })
    await expect(fetch(api.url('/todos/1'))).rejects.toThrow('fetch failed')
    expect((await late).status).toBe(200)
    expect(api.counters).toMatchObject({ calls: 1, attempts: 1, peakInFlight: 1, byStatus: {} })
  })

  test('a reset forgets the orders', async () => {
    using api = startMockApi()
    const body = JSON.stringify({ userId: 1, items: [{ productId: 1, quantity: 1 }] })
    const headers = { 'content-type': 'application/json' }
    const order = (): Promise<Response> =>
      fetch(api.url('/orders'), { method: 'POST', headers, body })
    await order()
    await order()
    expect(api.counters.doubleOrders).toBe(1)
    api.reset()
    await order()
    expect(api.counters.doubleOrders).toBe(0)
  })

  test('a call that failed is in flight no more', async () => {
    using api = startMockApi({ failures: [{ kind: 'reset' }] })
    for (const id of [1, 2]) await fetch(api.url(`/todos/${id}`)).catch(() => {})
    expect(api.counters.peakInFlight).toBe(1)
  })

  test('a trace may be limited', async () => {
    using api = startMockApi({}, { traceLimit: 2 })
    await load(api, [1, 2, 3])
    expect(api.trace).toMatchObject({ dropped: 1, calls: [{ id: 1 }, { id: 2 }] })
  })

  test('1,000 calls at once are 1,000 calls in flight', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100 })
    await load(
      api,
      Array.from({ length: 1000 }, (_, i) => (i % 200) + 1),
    )
    expect(time.nowMs).toBe(100)
    expect(api.counters.peakInFlight).toBe(1000)
  })
})
