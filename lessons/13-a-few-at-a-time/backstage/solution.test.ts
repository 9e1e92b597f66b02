import { AsyncLocalStorage } from 'node:async_hooks'
import { simulate } from '@overlap/mock-server'
import { bounds } from '@overlap/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimit, mapPool } from './solution.ts'

const latencies = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 })

test('whatever the latencies are, a pool takes no longer than (2 − 1 ÷ limit) times the bound', async () => {
  await fc.assert(
    fc.asyncProperty(latencies, fc.integer({ min: 1, max: 8 }), async (ms, limit) => {
      const run = await simulate({}, (_api, time) =>
        mapPool(ms, (wait) => time.sleep(wait).then(() => wait), { limit }),
      )
      const { poolMs = 0 } = bounds(ms, { limit })
      expect(run.value).toEqual(ms)
      expect(run.settledMs).toBeGreaterThanOrEqual(poolMs)
      expect(run.settledMs).toBeLessThanOrEqual((2 - 1 / limit) * poolMs + 1e-9)
    }),
    { numRuns: 60 },
  )
})

test('mapPool and createLimit schedule the same calls alike', async () => {
  await fc.assert(
    fc.asyncProperty(latencies, fc.integer({ min: 1, max: 8 }), async (ms, limit) => {
      const starts = async (way: (start: (i: number) => Promise<void>) => Promise<unknown>) => {
        const list: number[] = []
        await simulate({}, (_api, time) =>
          way((i) => {
            list[i] = time.nowMs
            return time.sleep(ms[i] ?? 0)
          }),
        )
        return list
      }
      const keys = [...ms.keys()]
      const limited = createLimit(limit)
      expect(await starts((start) => Promise.all(keys.map((i) => limited(start, i))))).toEqual(
        await starts((start) => mapPool(keys, start, { limit })),
      )
    }),
    { numRuns: 40 },
  )
})

test('if the slowest calls come first, a pool takes at most 4/3 − 1 ÷ (3 × limit) times the best schedule', async () => {
  // R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969, theorem 2.
  const few = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(few, fc.integer({ min: 1, max: 4 }), async (ms, limit) => {
      const slowestFirst = ms.toSorted((a, b) => b - a)
      const run = await simulate({}, (_api, time) =>
        mapPool(slowestFirst, (wait) => time.sleep(wait), { limit }),
      )
      const most = 4 / 3 - 1 / (3 * limit)
      expect(run.settledMs).toBeLessThanOrEqual(most * bestMs(ms, limit) + 1e-9)
    }),
    { numRuns: 60, examples: [[[5, 5, 4, 4, 3, 3, 3], 3]] },
  )
})

/** The makespan of the best schedule, found by trying every one. */
function bestMs(latenciesMs: readonly number[], limit: number): number {
  const place = (index: number, slots: readonly number[]): number => {
    const ms = latenciesMs[index]
    if (ms === undefined) return Math.max(...slots)
    return Math.min(
      ...slots.map((_, at) => place(index + 1, slots.with(at, (slots[at] ?? 0) + ms))),
    )
  }
  return place(
    0,
    Array.from({ length: limit }, () => 0),
  )
}

test('awaits items that are promises, and one that rejects counts as a call that failed', async () => {
  const error = new Error('sold out')
  const items = [Promise.resolve(1), 2, Promise.reject(error), Promise.resolve(4)]
  const seen: number[] = []
  const note = (n: number): number => seen.push(n)
  await expect(
    mapPool<number, number>(items, note, { limit: 2, stopOnError: false }),
  ).rejects.toMatchObject({ errors: [error] })
  expect(seen).toEqual([1, 2, 4])
  await expect(mapPool<number, number>(items, note, { limit: 1 })).rejects.toBe(error)
})

test('calls run in the async context of whoever called', async () => {
  const storage = new AsyncLocalStorage<string>()
  const limited = createLimit(1)
  const names = ['ada', 'bob', 'cy']
  const read = async (): Promise<string | undefined> => {
    await Promise.resolve()
    return storage.getStore()
  }
  expect(await Promise.all(names.map((name) => storage.run(name, () => limited(read))))).toEqual(
    names,
  )
  const pools = names.map((name) => storage.run(name, () => mapPool([1, 2], read, { limit: 1 })))
  expect(await Promise.all(pools)).toEqual(names.map((name) => [name, name]))
})

test('a limited call starts after `run` has returned, as with p-limit', async () => {
  const limited = createLimit(2)
  let value = 'before'
  const call = limited(() => value)
  expect(limited.activeCount).toBe(1)
  value = 'after'
  expect(await call).toBe('after')
})

test('a hundred thousand items that need no time take no deep stack', async () => {
  const items = Array.from({ length: 100_000 }, (_, i) => i)
  const doubled = await mapPool(items, (n) => 2 * n, { limit: Infinity })
  expect(doubled[99_999]).toBe(199_998)
})

test('an async generator is closed, its finally block runs, and its error is ignored', async () => {
  const seen: string[] = []
  // oxlint-disable-next-line require-await -- an async source that answers right away
  async function* pages() {
    try {
      for (let page = 1; ; page += 1) yield page
    } finally {
      seen.push('closed')
      // oxlint-disable-next-line no-unsafe-finally -- a source may fail while it closes
      throw new Error('could not close')
    }
  }
  const error = new Error('sold out')
  const run = await simulate({}, () => mapPool(pages(), () => Promise.reject(error), { limit: 2 }))
  expect(run.reason).toBe(error)
  expect(seen).toEqual(['closed'])
  expect(run.unhandled).toEqual([])
})

test('a signal that aborts later leaves the signal of fn alone', async () => {
  const controller = new AbortController()
  let inner: AbortSignal | undefined
  await mapPool([1], (_item, _index, { signal }) => (inner = signal), {
    limit: 1,
    signal: controller.signal,
  })
  controller.abort()
  expect(inner?.aborted).toBe(false)
})
