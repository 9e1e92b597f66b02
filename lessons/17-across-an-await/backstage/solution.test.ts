import { getEventListeners } from 'node:events'
import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Queue } from '../queue.ts'
import { createLock, latest, lockPerKey } from './solution.ts'

test('a queue behaves like an array from which values can leave', () => {
  const steps = fc.array(fc.oneof(fc.constant('push'), fc.constant('shift'), fc.nat({ max: 20 })))
  fc.assert(
    fc.property(steps, (list) => {
      const queue = new Queue<number>()
      const leave: (() => void)[] = []
      let model: number[] = []
      for (const step of list) {
        if (step === 'push') {
          model.push(leave.length)
          leave.push(queue.push(leave.length))
        } else if (step === 'shift') {
          expect(queue.shift()).toBe(model.shift())
        } else {
          leave[step]?.()
          model = model.filter((value) => value !== step)
        }
      }
      for (const value of model) expect(queue.shift()).toBe(value)
      expect(queue.shift()).toBeUndefined()
    }),
  )
})

test('ten thousand who wait get the lock in the order of their calls', async () => {
  const lock = createLock()
  const order: number[] = []
  const turns = Array.from({ length: 10_000 }, async (_, i) => {
    await using _slot = await lock.acquire()
    order.push(i)
  })
  await Promise.all(turns)
  expect(order).toHaveLength(10_000)
  expect(order.every((who, i) => who === i)).toBe(true)
  expect(lock.isLocked).toBe(false)
})

test('those who abort while the lock is held leave nothing behind', async () => {
  const lock = createLock()
  const { signal } = new AbortController()
  await using _held = await lock.acquire({ signal })
  const controller = new AbortController()
  const waiting = Array.from({ length: 10 }, () => lock.acquire({ signal: controller.signal }))
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(10)
  controller.abort('enough')
  const ends = await Promise.allSettled(waiting)
  expect(ends.every((end) => end.status === 'rejected' && end.reason === 'enough')).toBe(true)
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})

test('an abort right after the turn has come changes nothing', async () => {
  const lock = createLock()
  const first = await lock.acquire()
  const controller = new AbortController()
  const second = lock.acquire({ signal: controller.signal })
  const given = first[Symbol.asyncDispose]()
  controller.abort()
  await given
  await (await second)[Symbol.asyncDispose]()
  expect(lock.isLocked).toBe(false)
})

test('a slot of an old lock, disposed of again, leaves the new lock of its key alone', async () => {
  const locks = lockPerKey()
  const old = await locks.acquire('Ann')
  await old[Symbol.asyncDispose]()
  const now = await locks.acquire('Ann')
  await old[Symbol.asyncDispose]()
  expect(locks.size).toBe(1)
  await now[Symbol.asyncDispose]()
  expect(locks.size).toBe(0)
})

test('a work that starts a newer call from its abort listener is replaced by it', async () => {
  const run = await simulate({}, async (_api, time) => {
    const calls: Promise<string>[] = []
    const search = latest(async (text: string, { signal }) => {
      if (text === 'first') {
        signal.addEventListener('abort', () => calls.push(search('third')))
      }
      await time.sleep(100)
      return text
    })
    calls.push(search('first'))
    calls.push(search('second'))
    return Promise.allSettled(calls)
  })
  const ends = run.value.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.name))
  expect(ends.filter((end) => end !== 'AbortError')).toEqual(['third'])
})

test('reading a total before the wait loses an update, as the README says', async () => {
  let total = 0
  const price = (cents: number): Promise<number> => Promise.resolve(cents)
  const add = async (cents: number): Promise<void> => {
    // oxlint-disable-next-line require-atomic-updates -- this is the mistake
    total += await price(cents)
  }
  await Promise.all([add(3), add(4)])
  expect(total).toBe(4)
})
