import { describe, expect, test } from 'vitest'
import { virtualTime } from '../time/virtual-time.ts'
import type { Call } from './call.ts'
import type { MockApi } from './mock-api.ts'
import { startMockApi } from './start-mock-api.ts'
import { openMount } from './start-mock-api.ts'

const settled = (call: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    call.then(() => 'fulfilled').catch(() => 'rejected'),
    turns().then(() => 'pending'),
  ])

const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const load = (api: MockApi, ids: readonly number[]): Promise<unknown[]> =>
  Promise.all(ids.map(async (id) => (await fetch(api.url(`/todos/${id}`))).json()))

describe('opening and closing', () => {
  test('the global fetch is replaced, and put back', () => {
    const before = globalThis.fetch
    const api = startMockApi()
    expect(globalThis.fetch).toBe(api.fetch)
    expect(globalThis.fetch).not.toBe(before)
    api.close()
    api.close()
    expect(globalThis.fetch).toBe(before)
  })

  test('is put back even if the program has replaced it once more', () => {
    const before = globalThis.fetch
    {
      using api = startMockApi()
      globalThis.fetch = (...args) => api.fetch(...args)
    }
    expect(globalThis.fetch).toBe(before)
  })

  test('a second one while the first is open is refused', () => {
    using _ = startMockApi()
    expect(() => startMockApi()).toThrow('one is open already. Close that one first')
  })

  test('a wrong network is refused, and nothing has changed', () => {
    const before = globalThis.fetch
    expect(() => startMockApi({ latency: -1 })).toThrow('Cannot use this network')
    expect(globalThis.fetch).toBe(before)
    startMockApi().close()
  })

  test('a call in flight is dropped on closing: no timer, and its promise stays pending', async () => {
    using _ = virtualTime()
    const mount = openMount({ latency: 100 })
    const { signal } = new AbortController()
    const call = fetch(mount.api.url('/todos/1'), { signal })
    await turns()
    const sent = [...mount.state.open][0] as Call
    expect(mount.state.timers.waiting).toBe(1)
    mount.api.close()
    expect(mount.state.timers.waiting).toBe(0)
    expect(sent.gone.aborted).toBe(true)
    expect(await settled(call)).toBe('pending')
  })

  test('so is a body that is on its way', async () => {
    using _ = virtualTime()
    const mount = openMount({ bandwidth: { bytesPerSecond: 1 } })
    const body = (await fetch(mount.api.url('/todos/1'))).text()
    await turns()
    expect(mount.state.timers.waiting).toBe(1)
    mount.api.close()
    expect(mount.state.timers.waiting).toBe(0)
    expect(await settled(body)).toBe('pending')
  })

  test('a fetch that outlives its network says so', async () => {
    const api = startMockApi()
    api.close()
    await expect(api.fetch(api.url('/todos/1'))).rejects.toThrow(
      'Cannot call http://shop.test/todos/1: its simulated network is closed',
    )
  })
})

describe('the network', () => {
  test('can be read as plain data, and set while it runs', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100 })
    expect(api.network).toMatchObject({ latency: 100, failures: [] })
    expect(JSON.parse(JSON.stringify(api.network))).toEqual(api.network)
    await load(api, [1])
    api.network = { latency: 10 }
    await load(api, [1])
    expect(time.nowMs).toBe(110)
    expect(() => (api.network = { latency: 'slow' as never })).toThrow('$.latency')
    expect(api.network).toMatchObject({ latency: 10 })
  })

  test('100, 200 and 300 ms take 600 ms in sequence, and 300 ms together', async () => {
    using time = virtualTime()
    using api = startMockApi({
      routes: {
        '/todos/1': { latency: 100 },
        '/todos/2': { latency: 200 },
        '/todos/3': { latency: 300 },
      },
    })
    for (const id of [1, 2, 3]) await load(api, [id])
    expect(time.nowMs).toBe(600)
    await load(api, [1, 2, 3])
    expect(time.nowMs).toBe(900)
    expect(api.counters.peakInFlight).toBe(3)
  })

  test('no latency means no timer and no time', async () => {
    using time = virtualTime()
    using mount = openMount({})
    const call = load(mount.api, [1, 2, 3])
    expect(mount.state.timers.waiting).toBe(0)
    await call
    expect(time.nowMs).toBe(0)
  })

  test('the rate limit answers 429 with headers, and lets calls through later', async () => {
    using time = virtualTime()
    using api = startMockApi({
      latency: 10,
      rateLimit: { algorithm: 'fixed-window', limit: 2, windowMs: 1000 },
    })
    const call = async (): Promise<(string | number | null)[]> => {
      const { status, headers } = await fetch(api.url('/todos/1'))
      return [status, headers.get('retry-after')]
    }
    expect(await Promise.all([call(), call(), call()])).toEqual([
      [200, null],
      [200, null],
      [429, '1'],
    ])
    await time.sleep(1000)
    expect(await call()).toEqual([200, null])
    expect(api.counters).toMatchObject({ rateViolations: 1, byStatus: { 200: 3, 429: 1 } })
  })

  test('an API key has an allowance of its own', async () => {
    using api = startMockApi({
      rateLimit: { algorithm: 'fixed-window', limit: 1, windowMs: 1000, by: 'key' },
    })
    const call = async (key: string): Promise<number> =>
      (await fetch(api.url('/todos/1'), { headers: { 'x-api-key': key } })).status
    expect([await call('a'), await call('b'), await call('a')]).toEqual([200, 200, 429])
  })

  test('the capacity makes calls wait, and sheds the rest', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 100, capacity: { slots: 1, queue: 1 } })
    const calls = [1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 503])
    expect(api.trace.calls).toMatchObject([
      { headersMs: 100, server: { arrivedMs: 0, startedMs: 0, doneMs: 100 } },
      { headersMs: 200, server: { arrivedMs: 0, queuedMs: 0, startedMs: 100, doneMs: 200 } },
      { headersMs: 0, status: 503 },
    ])
    expect(api.counters).toMatchObject({ shed: 1, peakInFlight: 3 })
  })

  test('a slot is free when the service is over, not when the answer has arrived', async () => {
    using time = virtualTime()
    using api = startMockApi({
      latency: 50,
      capacity: { slots: 1, queue: 1, serviceMs: 100 },
    })
    const calls = [1, 2].map(async (id) => {
      await fetch(api.url(`/todos/${id}`))
      return time.nowMs
    })
    expect(await Promise.all(calls)).toEqual([150, 250])
  })

  test('each path has its own count of calls, with its query', async () => {
    using api = startMockApi({ failures: [{ kind: 'status', status: 503, first: 1 }] })
    const statuses: number[] = []
    for (const query of ['a', 'b', 'a']) {
      statuses.push((await fetch(api.url(`/search?q=${query}`))).status)
    }
    expect(statuses).toEqual([503, 503, 200])
  })

  test('a hang ends as in Node, when the client has waited 300 s for the headers', async () => {
    using time = virtualTime()
    using mount = openMount({ failures: [{ kind: 'hang' }] })
    const call = fetch(mount.api.url('/todos/1'))
    await turns()
    expect(mount.state.timers.waiting).toBe(1)
    await expect(call).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { name: 'HeadersTimeoutError', code: 'UND_ERR_HEADERS_TIMEOUT' },
    })
    expect(time.nowMs).toBe(300_000)
    expect(mount.state.timers.waiting).toBe(0)
    expect(mount.api.trace.calls).toMatchObject([
      { outcome: 'network-error', server: { clientGoneMs: 300_000 } },
    ])
  })
})
