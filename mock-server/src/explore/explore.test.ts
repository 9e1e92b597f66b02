import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import type { Run } from '../simulate/run.ts'
import { createLock, shopping } from '../testing/shopping.ts'
import { explore } from './explore.ts'

const always = (): boolean => true

describe('the orders', () => {
  test.each([
    [1, 1],
    [2, 6],
    [3, 90],
    [4, 2520],
  ])('%i clients that read and write have %i orders', async (clients, orders) => {
    const result = await explore({}, shopping(clients), always, { maxOrders: 3000 })
    expect(result).toEqual({ orders, exhaustive: true, failures: 0 })
  })

  test('every order comes once, and the order of sending first', async () => {
    const orders: string[] = []
    const work = async (api: MockApi): Promise<string> => {
      let order = ''
      const call = async (id: number): Promise<void> => {
        await fetch(api.url(`/products/${id}`))
        order += id
      }
      await Promise.all([1, 2, 3].map(call))
      return order
    }
    await explore({ latency: { uniform: [1, 900] } }, work, (run) => void orders.push(run.value))
    expect(orders[0]).toBe('123')
    expect(orders.toSorted()).toEqual(['123', '132', '213', '231', '312', '321'])
  })

  test('work without anything concurrent has one order', async () => {
    const work = async (api: MockApi): Promise<void> => {
      for (const id of [1, 2, 3]) await fetch(api.url(`/products/${id}`))
    }
    expect(await explore({}, work, always)).toMatchObject({ orders: 1, exhaustive: true })
    expect(await explore({}, () => 7, always)).toMatchObject({ orders: 1, exhaustive: true })
  })

  test('calls that the work leaves behind arrive in every order, too', async () => {
    const orders = new Set<string>()
    const work = (api: MockApi): void => {
      for (const id of [1, 2, 3]) void fetch(api.url(`/products/${id}`))
    }
    const result = await explore({}, work, ({ trace, counters }) => {
      orders.add(`${trace.calls.length} ${counters.byStatus[200]}`)
    })
    expect([result.orders, ...orders]).toEqual([6, '3 3'])
  })
})

describe('what breaks', () => {
  const noneLost = (clients: number) => (run: Run<number>) => expect(run.value).toBe(clients)

  test('finds a lost update, and counts the orders that lose one', async () => {
    const result = await explore({}, shopping(3), noneLost(3))
    expect(result).toMatchObject({ orders: 90, exhaustive: true, failures: 84 })
    expect(result.failure?.run.value).toBe(1)
    expect(result.failure?.error).toMatchObject({ message: expect.stringContaining('expected 1') })
  })

  test('finds none behind a lock', async () => {
    const result = await explore({}, shopping(3, createLock), noneLost(3))
    expect(result).toEqual({ orders: 1, exhaustive: true, failures: 0 })
  })

  test('reports the order with the fewest choices other than the order of sending', async () => {
    // Breaks if call 3 comes before calls 1 and 2. In 3124, only one choice differs; in 4312, two do.
    const work = async (api: MockApi): Promise<string> => {
      const order: number[] = []
      const calls = [1, 2, 3, 4].map(async (id) => {
        await fetch(api.url(`/products/${id}`))
        order.push(id)
      })
      await Promise.all(calls)
      return order.join('')
    }
    const { failure, failures } = await explore(
      {},
      work,
      (run) => !/3.*1/.test(run.value) || !/3.*2/.test(run.value),
    )
    expect([failure?.schedule, failure?.run.value, failures]).toEqual(['2', '3124', 8])
  })

  test('prefers fewer calls among the orders with as many of those choices', async () => {
    const work = async (api: MockApi): Promise<number> => {
      let first = 0
      const calls = [1, 2, 3].map(async (id) => {
        await fetch(api.url(`/products/${id}`))
        first ||= id
      })
      await Promise.all(calls)
      if (first === 2) await fetch(api.url('/products/4'))
      return first
    }
    const { failure } = await explore({}, work, (run) => run.value === 1)
    expect([failure?.schedule, failure?.run.value]).toEqual(['2', 3])
  })

  test('work that rejects or never settles breaks a property that reads its value', async () => {
    const stuck = await explore(
      {},
      () => new Promise<number>(() => {}),
      (run) => run.value > 0,
    )
    expect(String(stuck.failure?.error)).toContain('never finished')
    const reject = (): Promise<number> => Promise.reject(new Error('no'))
    const rejected = await explore({}, reject, (run) => run.value > 0)
    expect(rejected.failure).toMatchObject({ schedule: '0', error: { message: 'no' } })
  })

  test('draws the order in steps of 10 ms, although no virtual time passes', async () => {
    const { failure } = await explore({}, shopping(2), noneLost(2))
    expect(failure?.run.settledMs).toBe(0)
    const bars = failure?.timeline.calls.map(({ client, sentMs, endMs }) => [client, sentMs, endMs])
    expect(bars).toEqual([
      ['client 0', 0, 10],
      ['client 1', 0, 20],
      ['client 0', 10, 30],
      ['client 1', 20, 40],
    ])
    expect(failure?.timeline.nowMs).toBe(40)
  })
})

describe('more orders than it may try', () => {
  const none = (run: Run<number>): boolean => run.value > 1

  test('half of them are random, and the same seed draws the same ones', async () => {
    const explored = async (seed: number): Promise<string[]> => {
      const seen: string[] = []
      const property = (run: Run<number>): void => {
        seen.push(run.trace.calls.map(({ client }) => client).join())
      }
      const options = { maxOrders: 100, seed }
      const result = await explore({}, shopping(4), property, options)
      expect(result).toMatchObject({ orders: seen.length, exhaustive: false, failures: 0 })
      expect(seen.length).toBeGreaterThan(90)
      expect(seen.length).toBeLessThanOrEqual(100)
      return seen
    }
    const first = await explored(1)
    expect(await explored(1)).toEqual(first)
    expect(await explored(2)).not.toEqual(first)
  })

  test('estimates how many there are from the random ones', async () => {
    const estimated = async (clients: number): Promise<number | undefined> =>
      (await explore({}, shopping(clients), always, { maxOrders: 1000 })).estimatedOrders
    expect(await estimated(3)).toBeUndefined()
    const [four = 0, five = 0] = [await estimated(4), await estimated(5)]
    expect(Math.abs(four / 2520 - 1)).toBeLessThan(0.1)
    expect(Math.abs(five / 113_400 - 1)).toBeLessThan(0.2)
  })

  test('makes a random order that breaks the property shorter', async () => {
    const work = async (api: MockApi): Promise<string> => {
      let order = ''
      const calls = [1, 2, 3, 4, 5, 6].map(async (id) => {
        await fetch(api.url(`/products/${id}`))
        order += id
      })
      await Promise.all(calls)
      return order
    }
    const property = (run: Run<string>): boolean => !/6.*5.*4.*1/.test(run.value)
    const { exhaustive, failure } = await explore({}, work, property, { maxOrders: 300 })
    expect(exhaustive).toBe(false)
    // Three choices are enough: 6, 5 and 4 come first.
    expect(failure?.schedule.split('.').filter((index) => index !== '0')).toHaveLength(3)
  })

  test('ends before maxOrders if its orders are long', async () => {
    const work = async (api: MockApi): Promise<void> => {
      await Promise.all([1, 2, 3].map((id) => fetch(api.url(`/products/${id}`))))
      for (let i = 0; i < 600; i += 1) await fetch(api.url('/products/1'))
    }
    // 10 orders may have 1,000 steps in all, and two of these have 1,206.
    const result = await explore({}, work, always, { maxOrders: 10 })
    expect(result).toEqual({ orders: 2, exhaustive: false, failures: 0 })
  })

  test('tries as few as one order', async () => {
    const result = await explore({}, shopping(2), none, { maxOrders: 1 })
    expect(result).toMatchObject({ orders: 1, exhaustive: false, failures: 1 })
  })
})
