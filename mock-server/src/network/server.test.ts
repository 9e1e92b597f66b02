import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import type { Admission } from './server.ts'

const door = { server: '', serviceMs: 0 }

test('starts as many calls as there are slots, lets some wait and sheds the rest', async () => {
  const { server, model } = serverOf({ slots: 2, queue: 1 })
  const queuedCalls: number[] = []
  const calls = [0, 1, 2, 3].map((id) => server.enter(door, undefined, () => queuedCalls.push(id)))
  const [first, , , fourth] = calls
  expect([server.inService, server.queued, queuedCalls]).toEqual([2, 1, [2]])
  expect(await fourth).toEqual({ shed: true, refusalMs: 0, headers: {} })

  leave(await first)
  expect((await Promise.all(calls.slice(1, 3))).map(({ shed }) => shed)).toEqual([false, false])
  expect([server.inService, server.queued]).toEqual([2, 0])
  expect(model.counts.shed).toBe(1)
})

test('starts those who wait in the order in which they came', async () => {
  const { server } = serverOf({ slots: 1, queue: 10 })
  const order: number[] = []
  const run = async (id: number) => {
    const admission = await server.enter(door)
    order.push(id)
    leave(admission)
  }
  await Promise.all([0, 1, 2, 3, 4].map(run))
  expect(order).toEqual([0, 1, 2, 3, 4])
})

test('frees a slot once, however often the call leaves', async () => {
  const { server } = serverOf({ slots: 2, queue: 0 })
  const first = await server.enter(door)
  await server.enter(door)
  leave(first)
  leave(first)
  expect(server.inService).toBe(1)
})

test('a client that goes away while it waits leaves the queue to those behind it', async () => {
  const { server } = serverOf({ slots: 1, queue: 2 })
  const first = await server.enter(door)
  const gone = new AbortController()
  const impatient = server.enter(door, gone.signal)
  const patient = server.enter(door)
  expect((await server.enter(door)).shed).toBe(true)

  gone.abort(new Error('enough'))
  await expect(impatient).rejects.toThrow('enough')
  expect(server.queued).toBe(1)
  const late = server.enter(door)
  leave(first)
  leave(await patient)
  expect((await late).shed).toBe(false)
})

test('a client that is gone before it arrives takes nothing', async () => {
  const { server } = serverOf({ slots: 1, queue: 1 })
  await expect(server.enter(door, AbortSignal.abort('late'))).rejects.toBe('late')
  expect([server.inService, server.queued]).toEqual([0, 0])
})

test('keeps no listener on the signal of a call that has started, waited or been shed', async () => {
  const { server } = serverOf({ slots: 1, queue: 1 })
  const { signal } = new AbortController()
  const listeners = () => getEventListeners(signal, 'abort').length
  const first = await server.enter(door, signal)
  const second = server.enter(door, signal)
  await server.enter(door, signal)
  expect(listeners()).toBe(1)
  leave(first)
  await second
  expect(listeners()).toBe(0)
})

test('without a capacity every call starts at once, and is counted', async () => {
  const { server } = serverOf(null)
  const calls = await Promise.all(Array.from({ length: 100 }, () => server.enter(door)))
  expect(calls.every(({ shed }) => !shed)).toBe(true)
  expect(server.inService).toBe(100)
  for (const call of calls) leave(call)
  expect(server.inService).toBe(0)
})

test('a queue of ten thousand empties in order, whoever leaves from its middle', async () => {
  const { server } = serverOf({ slots: 1, queue: 10_000 })
  const first = await server.enter(door)
  const impatient = new AbortController()
  const order: number[] = []
  const calls = Array.from({ length: 10_000 }, async (_, id) => {
    const admission = await server.enter(door, id % 2 ? impatient.signal : undefined)
    order.push(id)
    leave(admission)
  })
  impatient.abort()
  leave(first)
  const outcomes = await Promise.allSettled(calls)
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(5000)
  expect(order).toEqual(Array.from({ length: 5000 }, (_, i) => i * 2))
})

function serverOf(capacity: { slots: number; queue: number } | null) {
  const clock = { now: 0, nowMs: () => clock.now }
  const model = createNetworkModel({ capacity }, clock)
  return { model, clock, server: model.servers }
}

function leave(admission: Admission | undefined): void {
  if (admission === undefined || admission.shed) throw new Error('no slot to leave')
  admission.leave()
}
