import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import { onSimulated } from '../simulate/on-simulated.ts'
import type { Run } from '../simulate/run.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { explore } from './explore.ts'

/** Runs one function after another. */
type Lock = <T>(fn: () => Promise<T>) => Promise<T>

const noLock: Lock = (fn) => fn()

function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve()
  return (fn) => {
    const mine = last.then(fn)
    last = mine.catch(() => {})
    return mine
  }
}

/** Clients that read a basket, and then write it with one item more. */
function shopping(clients: number, makeLock: () => Lock = () => noLock) {
  return async (api: MockApi): Promise<number> => {
    let basket = 0
    const lock = makeLock()
    const add = async (client: number): Promise<void> => {
      const call = api.client(`client ${client}`)
      await call(api.url('/products/1'))
      const seen = basket
      await call(api.url('/products/2'))
      basket = seen + 1
    }
    const all = Array.from({ length: clients }, (_, client) => lock(() => add(client)))
    await Promise.all(all)
    return basket
  }
}

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

describe('replaying', () => {
  test('a schedule gives the same run again', async () => {
    const property = (run: Run<number>): boolean => run.value !== 2
    const { failure } = await explore({}, shopping(3), property)
    const { schedule } = failure!
    const again = await explore({}, shopping(3), property, { schedule })
    expect(again).toEqual({ orders: 1, exhaustive: false, failures: 1, failure })
    expect(again.failure?.run.trace).toEqual(failure?.run.trace)
    expect(again.failure?.timeline).toEqual(failure?.timeline)
    expect(schedule).toMatch(/^\d(\.\d)+$/)
  })

  test('a schedule that holds breaks nothing', async () => {
    const property = (run: Run<number>): boolean => run.value === 2
    // The first client reads and writes before the second one.
    const result = await explore({}, shopping(2), property, { schedule: '0.1' })
    expect(result).toEqual({ orders: 1, exhaustive: false, failures: 0 })
  })

  test.each(['', 'a', '1,2', '-1', '1..2'])('refuses the schedule "%s"', async (schedule) => {
    await expect(explore({}, shopping(2), always, { schedule })).rejects.toThrow(RangeError)
  })

  test('refuses a schedule of other work', async () => {
    const replay = (schedule: string): Promise<unknown> =>
      explore({}, shopping(2), always, { schedule })
    await expect(replay('0.7')).rejects.toThrow(
      'Cannot replay 0.7: expected 0 to 1 as number 2, got 7. There the choice is: ' +
        'client 1: GET /products/1 or client 0: GET /products/2.',
    )
    await expect(replay('0.0.0.0.0.1')).rejects.toThrow(
      'Cannot replay 0.0.0.0.0.1: there are only 3 choices, but number 6 is 1.',
    )
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
      expect(result).toEqual({ orders: seen.length, exhaustive: false, failures: 0 })
      expect(seen.length).toBeGreaterThan(90)
      expect(seen.length).toBeLessThanOrEqual(100)
      return seen
    }
    const first = await explored(1)
    expect(await explored(1)).toEqual(first)
    expect(await explored(2)).not.toEqual(first)
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

describe('what it refuses', () => {
  test.each([
    [{ maxOrders: 0 }, 'maxOrders must be a whole number >= 1, got 0'],
    [{ maxOrders: 1.5 }, 'maxOrders must be a whole number >= 1, got 1.5'],
    [{ timeSteps: -1 }, 'timeSteps must be a whole number >= 0, got -1'],
    [{ seed: Number.NaN }, 'seed must be a whole number >= 0, got NaN'],
  ])('%o', async (options, message) => {
    const exploring = explore({}, shopping(1), always, options)
    await expect(exploring).rejects.toThrow(RangeError)
    await expect(exploring).rejects.toThrow(`Cannot explore: ${message}`)
  })

  test('a property that is async', async () => {
    const exploring = explore({}, shopping(1), () => Promise.reject(new Error('late')))
    await expect(exploring).rejects.toThrow('the property must not be async')
  })

  test('work that draws at random', async () => {
    let draws = 0
    const work = async (api: MockApi): Promise<void> => {
      draws += 1
      const ids = draws % 2 === 1 ? [1, 2] : [1, 2, 3]
      await Promise.all(ids.map((id) => fetch(api.url(`/products/${id}`))))
    }
    await expect(explore({}, work, always)).rejects.toThrow(
      'Cannot explore: your function does different things in the same order. At one point the ' +
        'choice was: GET /products/1 or GET /products/2. In the same order again, it was: ' +
        'GET /products/1, GET /products/2, or GET /products/3. Look for Math.random',
    )
  })

  test('work that keeps what an earlier run has fetched', async () => {
    const cache = new Map<number, unknown>()
    const work = async (api: MockApi): Promise<void> => {
      const get = async (id: number): Promise<void> => {
        if (!cache.has(id)) cache.set(id, await fetch(api.url(`/products/${id}`)))
      }
      await Promise.all([1, 2].map(get))
    }
    await expect(explore({}, work, always)).rejects.toThrow('In the same order again, it was: none')
  })

  test('work whose value differs, although its calls do not', async () => {
    let runs = 0
    const exploring = explore(
      {},
      () => (runs += 1),
      (run) => run.value > 1,
    )
    await expect(exploring).rejects.toThrow('does different things in the same order. Look for')
  })
})

describe('its place in a process', () => {
  test('announces every order that it tries, and nothing else', async () => {
    let announced = 0
    const stop = onSimulated(() => (announced += 1))
    const result = await explore({}, shopping(3), (run) => run.value === 3)
    stop()
    expect(announced).toBe(result.orders)
  })

  test('restores the process, even if it throws', async () => {
    const before = [globalThis.fetch, setTimeout, Date, process.rawListeners('uncaughtException')]
    await explore({}, shopping(2), always)
    const fails = explore({}, shopping(2), always, { schedule: '9' })
    await expect(fails).rejects.toThrow('Cannot replay 9')
    const after = [globalThis.fetch, setTimeout, Date, process.rawListeners('uncaughtException')]
    expect(after).toEqual(before)
  })

  test('each order begins at 0 ms, an hour after the one before, with the shop as it was', async () => {
    const hours = new Set<number>()
    const work = async (api: MockApi, time: VirtualTime): Promise<unknown[]> => {
      hours.add(performance.now())
      const order = { userId: 1, items: [{ productId: 1, quantity: 1 }] }
      const init = { method: 'POST', body: JSON.stringify(order) }
      const placed = await fetch(api.url('/orders'), init)
      await Promise.all([fetch(api.url('/products/1')), fetch(api.url('/products/2'))])
      return [time.nowMs, placed.status, placed.headers.get('location'), api.counters.doubleOrders]
    }
    const values: unknown[] = []
    await explore({}, work, (run) => void values.push(run.value))
    expect(values).toEqual([
      [0, 201, '/orders/61', 0],
      [0, 201, '/orders/61', 0],
    ])
    const [first = 0, second = 0] = hours
    expect(second - first).toBe(3_600_000)
  })
})
