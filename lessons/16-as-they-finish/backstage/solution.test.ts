import { simulate, type SearchPage } from '@overlap/mock-server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asTheyFinish, mapStream, pages, readLines } from './solution.ts'

test('a stream of a hundred thousand items is never more than limit + buffer items ahead', async () => {
  let pulled = 0
  let read = 0
  let ahead = 0
  function* numbers(): Generator<number> {
    while (pulled < 100_000) {
      ahead = Math.max(ahead, pulled - read + 1)
      yield pulled++
    }
  }
  let sum = 0
  for await (const n of mapStream(numbers(), (n) => Promise.resolve(n), { limit: 4, buffer: 3 })) {
    read += 1
    sum += n
  }
  expect(sum).toBe((100_000 * 99_999) / 2)
  // A result is on its way to the loop when its place is free again.
  expect(ahead).toBeLessThanOrEqual(4 + 3 + 1)
})

test('whatever the latencies are, results come in the order in which the tasks end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 }), async (ms) => {
      const seen: number[] = []
      await simulate({}, async (_api, time) => {
        const tasks = ms.map((wait) => () => time.sleep(wait))
        for await (const { index } of asTheyFinish(tasks)) seen.push(index)
      })
      expect(seen).toEqual([...ms.keys()].toSorted((a, b) => ms[a]! - ms[b]! || a - b))
    }),
    { numRuns: 40 },
  )
})

test('promises come as they finish, too, from a stream without a limit', async () => {
  const seen: number[] = []
  await simulate({}, async (_api, time) => {
    const promises = [30, 10, 20].map((ms) => time.sleep(ms).then(() => ms))
    for await (const ms of mapStream(promises, (ms) => ms, { limit: Infinity })) seen.push(ms)
  })
  expect(seen).toEqual([10, 20, 30])
})

test('nothing is called for an item that arrives after the end', async () => {
  const calls: number[] = []
  await simulate({}, async (_api, time) => {
    const promises = [10, 30].map((ms) => time.sleep(ms).then(() => ms))
    for await (const _ of mapStream(promises, (ms) => calls.push(ms), { limit: 2 })) break
    await time.sleep(50)
  })
  expect(calls).toEqual([10])
})

test('two calls of next() at once get two results', async () => {
  const iterator = asTheyFinish([() => 'a', () => 'b'])[Symbol.asyncIterator]()
  const steps = await Promise.all([iterator.next(), iterator.next(), iterator.next()])
  expect(steps.map(({ value }) => value && value.index)).toEqual([0, 1, undefined])
})

test('a loop that ends early closes a stream of streams at once, and cancels the body below', async () => {
  const run = await simulate(
    { latency: 20, bandwidth: { bytesPerSecond: 20_000 } },
    async (api, time) => {
      const { body } = await fetch(api.url('/reports/3?rows=1000'))
      const rows = mapStream(readLines(body!), (line) => JSON.parse(line) as unknown, { limit: 2 })
      const slow = mapStream(rows, (row) => time.sleep(5).then(() => row), { limit: 2, buffer: 4 })
      let count = 0
      for await (const _ of slow) if ((count += 1) === 3) break
      return time.nowMs
    },
  )
  expect(run.leftovers).toEqual([])
  expect(run.trace.calls.map(({ outcome, endMs }) => [outcome, endMs])).toEqual([
    ['aborted', run.value],
  ])
})

test('all pages of a search of the shop arrive in order, with any prefetch', async () => {
  for (const prefetch of [1, 3, Infinity]) {
    const run = await simulate({ latency: 20 }, async (api) => {
      const found: number[] = []
      const load = async (cursor: string | undefined, init: { readonly signal: AbortSignal }) => {
        const next = cursor ? `&cursor=${cursor}` : ''
        const response = await fetch(api.url(`/search?q=a&limit=30${next}`), init)
        return (await response.json()) as SearchPage
      }
      for await (const { items } of pages(load, { prefetch })) {
        found.push(...items.map(({ id }) => id))
      }
      return found
    })
    expect(run.value).toHaveLength(100)
    expect(run.value).toEqual(run.value.toSorted((a, b) => a - b))
  }
})

test('a line of many chunks takes time that grows with its length', async () => {
  const chunk = new TextEncoder().encode('x'.repeat(1000))
  let left = 20_000
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (left-- > 0 ? controller.enqueue(chunk) : controller.close()),
  })
  let chars = 0
  for await (const line of readLines(body)) chars += line.length
  expect(chars).toBe(20_000_000)
})

test('a rejection is thrown at the yield, and a generator that catches it goes on', async () => {
  const seen: unknown[] = []
  async function* both(): AsyncGenerator {
    try {
      yield Promise.reject(new Error('sold out'))
    } catch (error) {
      yield error
    }
  }
  for await (const value of both()) seen.push(String(value))
  expect(seen).toEqual(['Error: sold out'])
})

test('promises of a plain generator: after a break, a later rejection is unhandled', async () => {
  const late = new Error('sold out')
  const run = await simulate({}, async (_api, time) => {
    const work = [time.sleep(10), time.sleep(20).then(() => Promise.reject(late))]
    function* promises(): Generator<Promise<unknown>> {
      yield* work
    }
    for (const promise of promises()) {
      await promise
      break
    }
    await time.sleep(30)
  })
  expect(run.unhandled).toEqual([late])
})
