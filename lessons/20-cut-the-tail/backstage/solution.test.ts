import { simulate, type NetworkInput } from '@overlap/mock-server'
import { percentiles } from '@overlap/trace'
import { fc } from '@overlap/scenarios'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { hedged, isRepeatable } from './solution.ts'
import type { HedgedOptions, Work } from '../types.ts'

const get: Work<string, string> = (url, options) =>
  fetch(url, options).then((response) => response.text())

const shapes: readonly NetworkInput[] = [
  { latency: { pareto: { min: 50, alpha: 1.3, max: 3000 } } },
  { latency: { lognormal: { median: 40, p99: 2000 } } },
]

async function waitsOf(network: NetworkInput, options: HedgedOptions<string>) {
  const tookMs: number[] = []
  const run = await simulate(
    network,
    async (api, time) => {
      const load = hedged(get, options)
      const come = async (i: number): Promise<void> => {
        await time.sleep(10 * i)
        const startMs = time.nowMs
        await load(api.url(`/products/${(i % 100) + 1}`))
        tookMs.push(time.nowMs - startMs)
      }
      await Promise.all(Array.from({ length: 2000 }, (_, i) => come(i)))
    },
    { heartbeatMs: 10_000 },
  )
  return { calls: run.trace.calls.length, ...percentiles(tookMs) }
}

test.each(shapes)('p99 falls by half for at most 5 % more calls: $latency', async (network) => {
  const plain = await waitsOf(network, { afterMs: Infinity })
  const cut = await waitsOf(network, { afterMs: 'p95', maxExtra: 0.05 })
  expect(plain.calls).toBe(2000)
  expect(cut.calls).toBeLessThanOrEqual(2100)
  expect(cut.p99).toBeLessThanOrEqual(plain.p99 / 2)
})

test('of any calls so far, at most the share `maxExtra` got a second one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 0.05, 0.1, 0.3, 1),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      async (maxExtra, slow) => {
        let calls = 0
        let extra = 0
        const run = await simulate({}, async (_, time) => {
          const seen = new Set<number>()
          const load = hedged(
            (i: number, { signal }) => {
              calls += 1
              if (seen.has(i)) {
                extra += 1
                expect(extra).toBeLessThanOrEqual(maxExtra * (calls - extra) + 1e-6)
              }
              seen.add(i)
              return time.sleep(slow[i] ? 100 : 1, { signal })
            },
            { afterMs: 10, maxExtra },
          )
          await Promise.all(
            slow.map((_, i) => time.sleep(3 * i).then(() => load(i).catch(() => {}))),
          )
        })
        expect(run.unhandled).toEqual([])
      },
    ),
    { numRuns: 30 },
  )
})

test('whatever happens, nothing is left, and the caller gets its reason at once', async () => {
  const latency = fc.integer({ min: 0, max: 40 }).map((n) => 10 * n)
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(latency, latency, fc.boolean(), fc.boolean()),
      fc.integer({ min: 0, max: 400 }),
      async ([firstMs, secondMs, firstFails, secondFails], abortMs) => {
        const controller = new AbortController()
        const { signal } = controller
        const reason = { why: 'the user left the page' }
        const run = await simulate({}, (_, time) => {
          void time.sleep(abortMs).then(() => controller.abort(reason))
          let calls = 0
          const load = hedged(
            async (_arg: unknown, options) => {
              const [ms, fails] =
                (calls += 1) === 1 ? [firstMs, firstFails] : [secondMs, secondFails]
              await time.sleep(ms, options)
              if (fails) throw new Error('503')
            },
            { afterMs: 95 },
          )
          return load(undefined, { signal })
        })
        if (run.reason === reason) expect(run.settledMs).toBe(abortMs)
        else expect(run.settledMs).toBeLessThanOrEqual(abortMs)
        expect(run.unhandled).toEqual([])
        expect(run.leftovers).toEqual([])
        expect(getEventListeners(signal, 'abort')).toHaveLength(0)
      },
    ),
    { numRuns: 60 },
  )
})

test('a call without an argument may be hedged', async () => {
  let calls = 0
  const run = await simulate({}, (_, time) => {
    const load = hedged<undefined, number>(
      (_arg, { signal }) => time.sleep(500, { signal }).then(() => (calls += 1)),
      { afterMs: 0 },
    )
    return load(undefined)
  })
  expect(run.value).toBe(1)
})

test('a TRACE is not sent by fetch, so its idempotence does not matter', () => {
  expect(() => isRepeatable(new Request('http://shop.test/', { method: 'TRACE' }))).toThrow(
    TypeError,
  )
})

test.each([
  [() => hedged(3 as never, { afterMs: 1 }), 'expected fn to be a function, got 3'],
  [
    () => hedged(get, { afterMs: 1, isSafe: true as never }),
    'expected isSafe to be a function, got true',
  ],
  [
    () => hedged(get, { afterMs: -1 }),
    "expected afterMs to be 'p95', Infinity, or from 0 to 2147483647, got -1",
  ],
  [() => hedged(get, { afterMs: 2 ** 31 }), 'got 2147483648'],
  [() => hedged(get, {} as never), 'got undefined'],
  [() => hedged(get, { afterMs: 1, maxExtra: 5 }), 'expected maxExtra to be from 0 to 1, got 5'],
])('says what was expected and what came: %s', (make, message) => {
  expect(make).toThrow(message)
})
