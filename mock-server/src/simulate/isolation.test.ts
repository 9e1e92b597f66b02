import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { simulate } from './simulate.ts'

type Work = (api: MockApi, time: VirtualTime) => unknown

const forever = (): Promise<never> => new Promise(() => {})
const timer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A piece of work that shows all that could be different the second time. */
const probe: Work = async (api, time) => {
  const [startMs, startDateMs] = [performance.now(), Date.now()]
  const responses = await Promise.all(
    [1, 2].map((id) => fetch(api.url(`/todos/${id}`)).then((response) => response.json())),
  )
  const order = { userId: 1, items: [{ productId: 1, quantity: 1 }] }
  await fetch(api.url('/orders'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })
  await timer(5)
  return [responses, time.nowMs, Date.now() - startDateMs, performance.now() - startMs]
}

const network = { seed: 5, latency: { uniform: [10, 500] } } as const

const environment = (): unknown[] => [
  globalThis.fetch,
  globalThis.setTimeout,
  globalThis.setInterval,
  globalThis.Date,
  Object.getOwnPropertyDescriptor(performance, 'now'),
  ...['unhandledRejection', 'uncaughtException', 'rejectionHandled'].map((event) =>
    process.rawListeners(event),
  ),
]

const untidy: readonly [string, Work][] = [
  ['nothing of note', () => {}],
  ['a rejection that nobody handles', () => void Promise.reject(new Error('left'))],
  ['a rejection later on', () => void timer(50).then(() => Promise.reject(new Error('left')))],
  ['an interval', () => void setInterval(() => {}, 1)],
  ['an interval that throws', () => void setInterval(() => JSON.parse('{'), 10)],
  ['a timer that sets another one, for ever', () => again()],
  ['immediates, for ever', () => immediately()],
  ['calls in flight', (api) => void [1, 2, 3].map((id) => fetch(api.url(`/todos/${id}`)))],
  ['a call that hangs', (api) => ((api.network = { failures: [{ kind: 'hang' }] }), call(api))],
  ['a body that nobody reads', (api) => ((api.network = { firstByteMs: 9 }), call(api))],
  ['a promise that never settles', () => forever()],
  ['a fetch of its own', () => (globalThis.fetch = () => Promise.reject(new Error('mine')))],
  ['a setTimeout of its own', () => (globalThis.setTimeout = (() => 0) as never)],
  ['a listener of its own', () => process.on('unhandledRejection', () => {})],
  ['the clock disposed of', (_, time) => time[Symbol.dispose]()],
  ['the network closed', (api) => api.close()],
  ['a thrown error', () => JSON.parse('{')],
]

function again(): void {
  setTimeout(again, 10)
}

function immediately(): void {
  setImmediate(immediately)
}

function call(api: MockApi): Promise<Response> {
  return fetch(api.url('/todos/1'))
}

describe('a run leaves nothing behind', () => {
  test.each(untidy)('not %s', async (_, work) => {
    const clean = await simulate(network, probe)
    const before = environment()
    await simulate(network, work)
    expect(environment()).toEqual(before)
    expect(await simulate(network, probe)).toEqual(clean)
  })

  test('its errors reach nobody else who listens', async () => {
    const heard: unknown[] = []
    const listen = (error: unknown): void => void heard.push(error)
    process.on('unhandledRejection', listen).on('uncaughtException', listen)
    const run = await simulate({}, () => {
      void Promise.reject(new Error('a rejection'))
      queueMicrotask(() => JSON.parse('{'))
    })
    process.off('unhandledRejection', listen).off('uncaughtException', listen)
    expect(run.unhandled).toHaveLength(2)
    expect(heard).toEqual([])
  })

  test('what it has left never runs again', async () => {
    let steps = 0
    await simulate({ failures: [{ kind: 'hang' }] }, (api) => {
      setInterval(() => (steps += 1), 100)
      void fetch(api.url('/todos/1')).finally(() => (steps += 1_000_000))
      return forever()
    })
    const atTheEnd = steps
    await simulate({}, () => timer(1000))
    expect(steps).toBe(atTheEnd)
  })

  test('its signals have no listener left', async () => {
    const { signal } = new AbortController()
    await simulate({ failures: [{ kind: 'hang' }] }, (api) => fetch(api.url('/'), { signal }))
    await simulate({ failures: [{ kind: 'hang' }] }, (api) => fetch(api.url('/todos'), { signal }))
    await simulate({ failures: [{ kind: 'hang' }] }, (api) =>
      fetch(api.url('/todos/1'), { signal }),
    )
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

describe('a run cannot be begun', () => {
  test('with a network that is wrong; nothing has changed then', async () => {
    const before = environment()
    await expect(simulate({ latency: -1 }, () => {})).rejects.toThrow('Cannot use this network')
    expect(environment()).toEqual(before)
  })

  test('while another one goes on, which is not disturbed', async () => {
    const first = simulate(network, probe)
    await expect(simulate(network, probe)).rejects.toThrow('a virtual clock is running already')
    expect(await first).toEqual(await simulate(network, probe))
  })
})
