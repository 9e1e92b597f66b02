import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { waitNoise } from './noise.ts'
import { createExponential } from './random.ts'
import { meanWaitMs, replay, serveInShop } from './serve.ts'
import { createQueue } from './waits.ts'
import { theoryMs } from './waiting.ts'

const cases = [0.5, 0.7, 0.9].flatMap((load) => [1, 10].map((servers) => ({ load, servers })))

/** With fixed seeds, a run is always the same. Other seeds would fail once in some 10,000 times. */
const SIGMAS = 4

test.each(cases)(
  'calls wait in the shop as long as Erlang C says, within the noise of 1,000: load $load, servers $servers',
  async (run) => {
    const calls = 1000
    const served = await serveInShop({ ...run, calls })
    const meanMs = served.reduce((sum, { waitMs }) => sum + waitMs, 0) / calls
    const off = meanMs / theoryMs(run.load, run.servers) - 1
    expect(Math.abs(off)).toBeLessThan(SIGMAS * waitNoise({ ...run, calls }))
    // Whoever replaces the shop's queue by another one finds out here, whatever the noise.
    expect(served.map(({ waitMs }) => waitMs)).toEqual(replay(served, run.servers))
  },
)

test.each(cases)(
  'calls wait in the long run as long as Erlang C says, within the noise: load $load, servers $servers',
  (run) => {
    const calls = 1_000_000
    const off = meanWaitMs({ ...run, calls }) / theoryMs(run.load, run.servers) - 1
    const noise = waitNoise({ ...run, calls })
    expect(noise).toBeLessThan(0.03)
    expect(Math.abs(off)).toBeLessThan(SIGMAS * noise)
  },
)

test.each(cases)(
  'runs lie as far apart as the noise says, within a fifth: load $load, servers $servers',
  ({ load, servers }) => {
    const [runs, calls] = [300, 10_000]
    const meansMs = Array.from({ length: runs }, (_, run) => {
      const gapMs = createExponential(2 * run, 1000 / (load * servers))
      const workMs = createExponential(2 * run + 1, 1000)
      const waitMs = createQueue(servers)
      let [nowMs, sumMs] = [0, 0]
      for (let i = 0; i < calls; i++) sumMs += waitMs((nowMs += gapMs()), workMs())
      return sumMs / calls
    })
    const wantedMs = theoryMs(load, servers)
    const variance = meansMs.reduce((sum, ms) => sum + (ms / wantedMs - 1) ** 2, 0) / runs
    expect(Math.sqrt(variance) / waitNoise({ load, servers, calls })).toBeGreaterThan(0.8)
    expect(Math.sqrt(variance) / waitNoise({ load, servers, calls })).toBeLessThan(1.2)
  },
)

test('the recursion finds the waits of the shop for any arrivals and any work', async () => {
  const call = fc.record({ gapMs: fc.nat(30), workMs: fc.nat(60) })
  const calls = fc.array(call, { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 4 }), async (drawn, slots) => {
      const serviceMs = { replay: drawn.map(({ workMs }) => workMs) }
      const run = await simulate(
        { capacity: { slots, queue: drawn.length, serviceMs } },
        async (api, time) => {
          const open: Promise<string>[] = []
          for (const { gapMs } of drawn) {
            await time.sleep(gapMs)
            open.push(fetch(api.url('/todos/1')).then((response) => response.text()))
          }
          return Promise.all(open)
        },
      )
      void run.value
      const waitMs = createQueue(slots)
      for (const [i, { server, sentMs }] of run.trace.calls.entries()) {
        expect(server!.startedMs! - sentMs).toBe(waitMs(sentMs, drawn[i]!.workMs))
      }
    }),
    { numRuns: 40 },
  )
})
