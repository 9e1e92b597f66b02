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
