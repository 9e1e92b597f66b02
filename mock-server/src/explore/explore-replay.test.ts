import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import { onSimulated } from '../simulate/on-simulated.ts'
import type { Run } from '../simulate/run.ts'
import { shopping } from '../testing/shopping.ts'
import { openUnknown } from '../time/real-work.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { explore } from './explore.ts'

const always = (): boolean => true

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
        '0 (client 1: GET /products/1) or 1 (client 0: GET /products/2).',
    )
    await expect(replay('0.0.0.0.0.1')).rejects.toThrow(
      'Cannot replay 0.0.0.0.0.1: there are only 3 choices, but number 6 is 1.',
    )
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
      const items = [{ productId: 1, quantity: 1 }]
      const order = { method: 'POST', body: JSON.stringify({ userId: 1, items }) }
      const placed = await fetch(api.url('/orders'), order)
      const basket = { method: 'PUT', body: JSON.stringify({ items }) }
      const tag = (await fetch(api.url('/users/1/basket'), basket)).headers.get('etag')
      await Promise.all([fetch(api.url('/products/1')), fetch(api.url('/products/2'))])
      const location = placed.headers.get('location')
      return [time.nowMs, placed.status, location, api.counters.doubleOrders, tag]
    }
    const values: unknown[] = []
    await explore({}, work, (run) => void values.push(run.value))
    expect(values).toEqual([
      [0, 201, '/orders/61', 0, '"v1"'],
      [0, 201, '/orders/61', 0, '"v1"'],
    ])
    const [first = 0, second = 0] = hours
    expect(second - first).toBe(3_600_000)
  })
  test('the work that one order left to another thread is not waited for in the next', async () => {
    const diagnoses: (string | undefined)[] = []
    const work = async (api: MockApi): Promise<void> => {
      let order = ''
      const call = async (id: number): Promise<void> => {
        await fetch(api.url(`/products/${id}`))
        order += id
      }
      await Promise.all([1, 2].map(call))
      if (order === '12') openUnknown({}, 'a worker thread')
      else await new Promise(() => {})
    }
    await explore({}, work, (run) => void diagnoses.push(run.diagnosis))
    expect(diagnoses).toEqual([undefined, expect.stringContaining('nothing was left to wait for')])
  })
})
