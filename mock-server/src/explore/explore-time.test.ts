import { expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { explore } from './explore.ts'

const always = (): boolean => true

/** All values that the orders of a work give, sorted, without duplicates. */
async function valuesOf<T>(
  work: (api: MockApi, time: VirtualTime) => Promise<T>,
  options: Parameters<typeof explore>[3] = {},
  network: Parameters<typeof explore>[0] = {},
): Promise<{ values: string[]; orders: number; exhaustive: boolean }> {
  const values = new Set<string>()
  const { orders, exhaustive } = await explore(
    network,
    work,
    (run) => void values.add(String(run.value)),
    options,
  )
  return { values: [...values].toSorted(), orders, exhaustive }
}

/** Types three keys, the last one after a pause. Returns what the field shows when all is over. */
function typing(onlyNewest: boolean) {
  return async (api: MockApi, time: VirtualTime): Promise<string> => {
    const searches: Promise<void>[] = []
    let timer: NodeJS.Timeout | undefined
    let shown = ''
    let newest = ''
    const search = async (text: string): Promise<void> => {
      newest = text
      await fetch(api.url(`/search?q=${text}`))
      if (!onlyNewest || text === newest) shown = text
    }
    // It searches 100 ms after the last key.
    const type = (text: string): void => {
      clearTimeout(timer)
      timer = setTimeout(() => searches.push(search(text)), 100)
    }
    type('t')
    await time.sleep(50)
    type('te')
    await time.sleep(200)
    type('tea')
    await time.sleep(200)
    await Promise.all(searches)
    return shown
  }
}

test('finds an old answer that replaces a newer one in a debounced search', async () => {
  expect((await valuesOf(typing(false))).values).toEqual(['te', 'tea'])
  expect((await valuesOf(typing(true))).values).toEqual(['tea'])
  const { failure } = await explore({}, typing(false), (run) => run.value === 'tea')
  const calls = failure?.timeline.calls.map(({ url }) => new URL(url).search)
  expect(calls).toEqual(['?q=te', '?q=tea'])
  expect(failure?.timeline.marks.map(({ label }) => label)).toContain('350 ms')
})

test('a timeout strikes before the answer, or after it', async () => {
  const work = async (api: MockApi): Promise<string> => {
    try {
      const { status } = await fetch(api.url('/products/1'), { signal: AbortSignal.timeout(500) })
      return String(status)
    } catch (error) {
      return (error as Error).name
    }
  }
  const { failure, ...result } = await explore({}, work, (run) => run.value === '200')
  expect(result).toEqual({ orders: 2, exhaustive: true, failures: 1 })
  expect(failure).toMatchObject({ schedule: '1', run: { value: 'TimeoutError', settledMs: 500 } })
  expect(failure?.timeline.marks).toEqual([{ atMs: 10, label: '500 ms' }])
})

test('timers that are due together fire without a choice between them', async () => {
  const work = async (api: MockApi): Promise<string> => {
    let order = ''
    const timer = (name: string): Promise<void> =>
      new Promise((resolve) => {
        setTimeout(() => {
          order += name
          resolve()
        }, 20)
      })
    const call = fetch(api.url('/products/1')).then(() => (order += 'c'))
    await Promise.all([timer('a'), timer('b'), call])
    return order
  }
  expect(await valuesOf(work)).toEqual({ values: ['abc', 'cab'], orders: 2, exhaustive: true })
})

test('time goes on at most timeSteps times while calls are in flight', async () => {
  const work = async (api: MockApi, time: VirtualTime): Promise<number> => {
    let ticks = 0
    const interval = setInterval(() => (ticks += 1), 100)
    await fetch(api.url('/products/1'))
    clearInterval(interval)
    await time.sleep(1)
    return ticks
  }
  const three = { values: ['0', '1', '2', '3'], orders: 4, exhaustive: false }
  expect(await valuesOf(work, { timeSteps: 3 })).toEqual(three)
  expect(await valuesOf(work, { timeSteps: 0 })).toMatchObject({ values: ['0'], orders: 1 })
  expect(await valuesOf(work)).toMatchObject({ orders: 11, exhaustive: false })
})

test('code that polls with immediates gets its answer', async () => {
  const work = async (api: MockApi): Promise<string> => {
    const state = { done: '' }
    void fetch(api.url('/products/1')).then(() => (state.done = 'yes'))
    while (state.done === '') await new Promise(setImmediate)
    return state.done
  }
  expect((await valuesOf(work)).values).toEqual(['yes'])
})

test('the orders of timers alone are no choice', async () => {
  const work = async (_: MockApi, time: VirtualTime): Promise<number> => {
    await Promise.all([10, 20, 30].map((ms) => time.sleep(ms)))
    return time.nowMs
  }
  expect(await valuesOf(work)).toEqual({ values: ['30'], orders: 1, exhaustive: true })
})

test('an aborted call can no longer arrive, and leaves nothing behind', async () => {
  const work = async (api: MockApi): Promise<string> => {
    const controller = new AbortController()
    const first = fetch(api.url('/products/1'), { signal: controller.signal }).then(
      () => 'first',
      (error: Error) => error.name,
    )
    await fetch(api.url('/products/2'))
    controller.abort()
    await fetch(api.url('/products/3'))
    return first
  }
  const arrived: (number | undefined)[] = []
  const result = await explore({}, work, (run) => {
    expect(run.leftovers).toEqual([])
    arrived.push(run.counters.byStatus[200])
    return run.value === 'first'
  })
  expect(result).toMatchObject({ orders: 2, exhaustive: true, failures: 1 })
  expect(result.failure).toMatchObject({ schedule: '1', run: { value: 'AbortError' } })
  // The last one is the order that breaks the property, played once more.
  expect(arrived).toEqual([3, 2, 2])
})

test('a failure belongs to the call that was sent first, whenever it arrives', async () => {
  const network = { failures: [{ kind: 'status' as const, status: 503, first: 1 }] }
  const work = async (api: MockApi): Promise<string> => {
    const statuses = [1, 2].map(async () => (await fetch(api.url('/products/1'))).status)
    return (await Promise.all(statuses)).join()
  }
  const seen = await valuesOf(work, {}, network)
  expect(seen).toEqual({ values: ['503,200'], orders: 2, exhaustive: true })
})

test('a rate limit counts the calls in the order in which they arrive', async () => {
  const network = {
    rateLimit: { algorithm: 'fixed-window' as const, limit: 1, windowMs: 1000 },
  }
  const work = async (api: MockApi): Promise<string> => {
    const statuses = [1, 2].map(async (id) => (await fetch(api.url(`/products/${id}`))).status)
    return (await Promise.all(statuses)).join()
  }
  const seen = await valuesOf(work, {}, network)
  expect(seen).toEqual({ values: ['200,429', '429,200'], orders: 2, exhaustive: true })
})

test('the times, connections and slots of the network make no difference', async () => {
  const network = {
    latency: { lognormal: { median: 80, p99: 600 } },
    firstByteMs: 20,
    bandwidth: { bytesPerSecond: 100 },
    connections: { limit: 1, setUpMs: 30 },
    capacity: { slots: 1, queue: 0, serviceMs: 50 },
    abortMs: 10,
  }
  const work = async (api: MockApi, time: VirtualTime): Promise<string> => {
    const bodies = [1, 2, 3].map(async (id) => (await fetch(api.url(`/products/${id}`))).json())
    await Promise.all(bodies)
    return `${time.nowMs} ms`
  }
  const seen = await valuesOf(work, {}, network)
  expect(seen).toEqual({ values: ['0 ms'], orders: 6, exhaustive: true })
})

test('a call that hangs ends with the timeout of the client', async () => {
  const network = { failures: [{ kind: 'hang' as const, route: '/products/1' }] }
  const work = async (api: MockApi): Promise<string> => {
    const ends = [1, 2].map((id) =>
      fetch(api.url(`/products/${id}`)).then(
        ({ status }) => String(status),
        ({ cause }: Error) => (cause as Error).name,
      ),
    )
    return (await Promise.all(ends)).join()
  }
  const seen = await valuesOf(work, {}, network)
  expect(seen.values).toEqual(['HeadersTimeoutError,200'])
  expect(seen.exhaustive).toBe(true)
})

test('an exploration of endless work ends', async () => {
  const work = async (api: MockApi): Promise<void> => {
    for (;;) await Promise.all([fetch(api.url('/products/1')), fetch(api.url('/products/2'))])
  }
  const result = await explore({}, work, always, { maxOrders: 2, callLimit: 50 })
  expect(result).toMatchObject({ orders: 2, exhaustive: false })
})

test('when the work has settled, time waits for the calls that it left behind', async () => {
  const work = (api: MockApi): Promise<void> => {
    setTimeout(() => {}, 100)
    void fetch(api.url('/products/1'))
    return Promise.resolve()
  }
  const { orders, exhaustive } = await explore({}, work, always)
  expect([orders, exhaustive]).toEqual([1, true])
})

test('each order begins without the timers, errors and fractions of the one before', async () => {
  const runs: unknown[] = []
  const work = async (api: MockApi, time: VirtualTime): Promise<number> => {
    void Promise.reject(new Error('unhandled'))
    time.spend(0.5)
    await Promise.all([1, 2].map((id) => fetch(api.url(`/products/${id}`))))
    setInterval(() => {}, 7)
    return time.nowMs
  }
  await explore({}, work, (run) => {
    runs.push([run.value, run.unhandled.length, run.timersLeft, run.beats])
  })
  expect(new Set(runs.map(String)).size).toBe(1)
  expect(runs[0]).toEqual([0, 1, 1, []])
})

test('the heart beats in every order', async () => {
  const beats: number[] = []
  const work = async (api: MockApi, time: VirtualTime): Promise<void> => {
    await Promise.all([1, 2].map((id) => fetch(api.url(`/products/${id}`))))
    await time.sleep(30)
  }
  await explore({}, work, (run) => void beats.push(run.beats.length))
  expect(beats).toEqual([3, 3])
})
