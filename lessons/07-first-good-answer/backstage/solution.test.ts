import { simulate, type Run } from '@overlap/mock-server'
import { fc } from '@overlap/scenarios'
import { facts } from '@overlap/trace'
import { expect, test } from 'vitest'
import { firstGood, type Contender } from './solution.ts'

const cities = ['oslo', 'lima', 'osaka']

test('the server sees the losers leave when the winner has answered', async () => {
  const routes = {
    '/vendors/oslo/*': { latency: 300 },
    '/vendors/lima/*': { latency: 100 },
    '/vendors/osaka/*': { latency: 200 },
  }
  const run = await simulate({ routes }, (api) =>
    firstGood(
      cities.map((city): Contender<string> => {
        return async (options) => (await fetch(api.url(`/vendors/${city}/price/3`), options)).text()
      }),
    ),
  )
  expect(run.trace.calls.map(({ server }) => server?.clientGoneMs)).toEqual([100, undefined, 100])
  expect(run.counters.wastedMs).toBe(200)
})

test('whatever the network does, no loser is left in flight and no rejection unhandled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const run = await simulate(
        {
          seed,
          latency: { lognormal: { median: 100, p99: 900 } },
          bandwidth: { bytesPerSecond: 1000 },
          failures: [
            { kind: 'hang', probability: 0.2 },
            { kind: 'reset-body', probability: 0.2 },
            { kind: 'refused', probability: 0.2 },
          ],
        },
        (api) =>
          firstGood(
            cities.map((city): Contender<string> => {
              return async (options) =>
                (await fetch(api.url(`/vendors/${city}/price/3`), options)).text()
            }),
          ),
      )
      expect(run.outcome === 'fulfilled' ? facts(run.trace).stillInFlight : 0).toBe(0)
      expect(run.unhandled).toEqual([])
      expect(run.timersLeft).toBe(0)
    }),
    { numRuns: 60 },
  )
})

function readBody(abortMs: number): Promise<Run<string>> {
  const controller = new AbortController()
  return simulate({ latency: 50, bandwidth: { bytesPerSecond: 1000 } }, async (api, time) => {
    void time.sleep(abortMs).then(() => controller.abort('enough'))
    const get: Contender<Response> = (options) => fetch(api.url('/vendors/oslo/price/3'), options)
    const response = await firstGood([get], controller)
    return response.text()
  })
}

test('the body of a Response that won arrives, and the caller can still abort it', async () => {
  expect((await readBody(5000)).value).toContain('oslo')
  const aborted = await readBody(70)
  expect(aborted.reason).toBe('enough')
  expect(aborted.settledMs).toBe(70)
})

test('losers are aborted with an AbortError', async () => {
  let reason: unknown
  const loser: Contender<number> = ({ signal }) => {
    signal.addEventListener('abort', () => (reason = signal.reason))
    return new Promise(() => {})
  }
  expect(await firstGood([loser, () => Promise.resolve(1)])).toBe(1)
  expect(reason).toHaveProperty('name', 'AbortError')
})
