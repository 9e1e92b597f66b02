import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { virtualTime } from '../time/virtual-time.ts'
import type { MockApi } from './mock-api.ts'
import { startMockApi } from './start-mock-api.ts'

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length
const at = (ms: number, action: () => void): unknown => setTimeout(action, ms)

/** Reasons of every kind: `fetch` passes each on as it is. */
const reasons = [new Error('mine'), 'a string', { any: 'object' }, undefined]

describe('a signal that has aborted already', () => {
  test.each(reasons)('rejects with its reason, and nothing is sent: %o', async (reason) => {
    using api = startMockApi()
    const signal = AbortSignal.abort(reason)
    const thrown = await fetch(api.url('/todos/1'), { signal }).catch((error: unknown) => error)
    expect(thrown).toBe(signal.reason)
    expect(api.trace.calls).toEqual([])
    expect(api.counters.attempts).toBe(0)
  })

  test('of a Request counts as well, and one in the options comes first', async () => {
    using api = startMockApi()
    const request = new Request(api.url('/todos/1'), { signal: AbortSignal.abort('enough') })
    await expect(fetch(request)).rejects.toBe('enough')
    const response = await fetch(request, { signal: null })
    expect(response.status).toBe(200)
  })
})

describe('a signal that aborts before the headers', () => {
  test.each(reasons)('rejects with its reason at that moment: %o', async (reason) => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100 })
    const controller = new AbortController()
    at(40, () => controller.abort(reason))
    const thrown = await fetch(api.url('/todos/1'), controller).catch((error: unknown) => error)
    expect(thrown).toBe(controller.signal.reason)
    expect(time.nowMs).toBe(40)
    expect(api.trace.calls).toMatchObject([
      { outcome: 'aborted', endMs: 40, server: { arrivedMs: 0, startedMs: 0, clientGoneMs: 40 } },
    ])
    expect(api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 1, wastedMs: 40 })
    expect(listeners(controller.signal)).toBe(0)
  })

  test('in the code that called fetch: the server never hears of it', async () => {
    using api = startMockApi()
    const controller = new AbortController()
    const call = fetch(api.url('/todos/1'), controller)
    controller.abort('changed my mind')
    await expect(call).rejects.toBe('changed my mind')
    expect(api.trace.calls).toMatchObject([{ outcome: 'aborted' }])
    expect(api.trace.calls[0]).not.toHaveProperty('server')
    expect(api.counters.abortsSeen).toBe(0)
  })

  test('ends a hang, which holds no timer', async () => {
    using time = virtualTime()
    using api = startMockApi({ failures: [{ kind: 'hang' }] })
    const call = fetch(api.url('/todos/1'), { signal: AbortSignal.timeout(5000) })
    await expect(call).rejects.toThrow('aborted due to timeout')
    expect(time.nowMs).toBe(5000)
    expect(api.counters).toMatchObject({ abortsSeen: 1, wastedMs: 5000 })
  })

  test('takes a call out of the queue: no work was wasted on it', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, capacity: { slots: 1, queue: 10 } })
    const controller = new AbortController()
    at(30, () => controller.abort('enough'))
    const calls = [1, 2, 3].map((id) =>
      fetch(api.url(`/todos/${id}`), id === 2 ? controller : undefined).then(() => time.nowMs),
    )
    await expect(Promise.allSettled(calls)).resolves.toMatchObject([
      { value: 100 },
      { reason: 'enough' },
      { value: 200 },
    ])
    expect(api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 0, wastedMs: 0 })
  })

  test('frees the slot of a call that was being worked on', async () => {
    using time = virtualTime()
    using api = startMockApi({ latency: 100, capacity: { slots: 1, queue: 10 } })
    const controller = new AbortController()
    at(30, () => controller.abort('enough'))
    await Promise.allSettled([
      fetch(api.url('/todos/1'), controller),
      fetch(api.url('/todos/2')).then(() => expect(time.nowMs).toBe(130)),
    ])
    expect(time.nowMs).toBe(130)
  })

  test('an order that was placed meanwhile stays placed', async () => {
    using _ = virtualTime()
    using api = startMockApi({ latency: 100 })
    const order = (signal: AbortSignal | null = null): Promise<Response> =>
      fetch(api.url('/orders'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: 1, items: [{ productId: 1, quantity: 1 }] }),
        signal,
      })
    await expect(order(AbortSignal.timeout(50))).rejects.toThrow('timeout')
    expect(api.counters.doubleOrders).toBe(0)
    expect((await order()).status).toBe(201)
    expect(api.counters.doubleOrders).toBe(1)
  })
})

describe('a signal that aborts at any step of a call that takes no time', () => {
  test('the call is either answered or given up, never both', async () => {
    const ends = new Set<unknown>()
    for (let steps = 0; steps < 80; steps += 1) {
      using api = startMockApi()
      const controller = new AbortController()
      const call = fetch(api.url('/todos/1'), controller).then(
        () => 'answered',
        () => 'given up',
      )
      for (let step = 0; step < steps; step += 1) await Promise.resolve()
      controller.abort('enough')
      const end = await call
      const { outcome, status } = api.trace.calls[0]!
      ends.add(JSON.stringify([end, outcome, status, api.counters.byStatus]))
    }
    expect([...ends]).toEqual([
      JSON.stringify(['given up', 'aborted', undefined, {}]),
      JSON.stringify(['answered', 'ok', 200, { 200: 1 }]),
    ])
  })
})

describe('a signal that aborts after the headers', () => {
  const slowBody: NetworkInput = {
    latency: 10,
    bandwidth: { bytesPerSecond: 100, chunkBytes: 10 },
  }

  test.each(reasons)('breaks a body off with its reason: %o', async (reason) => {
    using time = virtualTime()
    using api = startMockApi(slowBody)
    const controller = new AbortController()
    const response = await fetch(api.url('/todos/1'), controller)
    at(250, () => controller.abort(reason))
    const thrown = await response.text().catch((error: unknown) => error)
    expect(thrown).toBe(controller.signal.reason)
    expect(time.nowMs).toBe(260)
    expect(api.trace.calls).toMatchObject([
      { outcome: 'aborted', headersMs: 10, endMs: 260, bodyBytes: 20 },
    ])
    expect(api.counters).toMatchObject({ abortsSeen: 1, wastedMs: 260 })
    expect(listeners(controller.signal)).toBe(0)
  })

  test('breaks off the read that waits, and the reader', async () => {
    using _ = virtualTime()
    using api = startMockApi(slowBody)
    const controller = new AbortController()
    const reader = (await fetch(api.url('/todos/1'), controller)).body!.getReader()
    expect((await reader.read()).value).toHaveLength(10)
    const next = reader.read()
    controller.abort('enough')
    await expect(next).rejects.toBe('enough')
    await expect(reader.closed).rejects.toBe('enough')
  })

  test('breaks off a body that is all there but not read yet', async () => {
    using api = startMockApi()
    const controller = new AbortController()
    const response = await fetch(api.url('/todos/1'), controller)
    const copy = response.clone()
    expect(listeners(controller.signal)).toBe(0)
    controller.abort('too late')
    await expect(response.text()).rejects.toBe('too late')
    await expect(copy.json()).rejects.toBe('too late')
    expect(api.counters.abortsSeen).toBe(0)
  })

  test('changes nothing about a body that was read', async () => {
    using api = startMockApi()
    const controller = new AbortController()
    const response = await fetch(api.url('/todos/1'), controller)
    expect(await response.json()).toMatchObject({ id: 1 })
    controller.abort()
    await expect(response.json()).rejects.toThrow('Body is unusable')
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok' }])
  })
})

describe('listeners', () => {
  const endings: readonly [string, NetworkInput, (response: Response) => unknown][] = [
    ['a body that was read', {}, (response) => response.text()],
    ['a body that nobody reads', {}, () => {}],
    ['a paced body that was read', { bandwidth: { bytesPerSecond: 1e6 } }, (r) => r.text()],
    ['a body that was cancelled', { firstByteMs: 10 }, (response) => response.body?.cancel()],
    ['a failure before the headers', { failures: [{ kind: 'reset' }] }, () => {}],
    [
      'a failure in the body',
      { failures: [{ kind: 'truncated' }] },
      (r) => r.text().catch(() => {}),
    ],
  ]

  test.each(endings)('none is left on the signal after %s', async (_, network, use) => {
    using _time = virtualTime()
    using api = startMockApi(network)
    const { signal } = new AbortController()
    await manyCalls(api, signal, use)
    expect(listeners(signal)).toBe(0)
  })
})

async function manyCalls(
  api: MockApi,
  signal: AbortSignal,
  use: (response: Response) => unknown,
): Promise<void> {
  const ids = Array.from({ length: 20 }, (_, i) => i + 1)
  await Promise.all(
    ids.map(async (id) => {
      const response = await fetch(api.url(`/todos/${id}`), { signal }).catch(() => undefined)
      if (response !== undefined) await use(response)
    }),
  )
}
