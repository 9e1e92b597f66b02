import { simulate, type NetworkInput, type Product, type Run } from '@overlap/mock-server'
import { allAtOnce, diagnose, facts } from '@overlap/trace'
import { expect, test } from 'vitest'
import { loadProducts } from '#lesson'

// The first product is the slowest: who keeps finish order instead of list order is seen.
const network: NetworkInput = {
  routes: {
    '/products/1': { latency: 300 },
    '/products/2': { latency: 100 },
    '/products/3': { latency: 200 },
    '/products/4': { latency: 150 },
  },
}

const load = (ids: readonly number[], more: NetworkInput = {}): Promise<Run<Product[]>> =>
  simulate({ ...network, ...more }, async (api) => {
    const products = await loadProducts(ids.map((id) => api.url(`/products/${id}`)))
    // A copy: what is added after the function has returned does not count.
    return [...products]
  })

const idsOf = (run: Run<Product[]>): number[] => run.value.map((product) => product.id)

test('waits for every answer', async () => {
  const run = await load([1, 2, 3, 4])
  diagnose(
    run,
    [
      [
        run.outcome === 'fulfilled' && run.value.filter(Boolean).length === 0,
        'The function returned before the first answer came, so nobody waits for the calls. `forEach` ' +
          'throws the promises away that its callback returns, and a callback in braces without ' +
          '`return` gives none. Collect them with `map`, and await them all.',
      ],
    ],
    allAtOnce(run.trace),
  )
  expect(idsOf(run).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
})

test('starts every call before the first one ends', async () => {
  const run = await load([1, 2, 3, 4])
  const { peakInFlight } = facts(run.trace)
  diagnose(
    run,
    [
      [
        peakInFlight === 1,
        'One call was in flight at a time: `await` inside the loop waits for each answer before the ' +
          'next call is sent. Send all calls first; await afterwards.',
      ],
      [
        peakInFlight < 4,
        `At most ${peakInFlight} calls were in flight: you sent them in groups. Four calls are few; ` +
          'send them all. (For a long list a limit is needed, and groups are a poor one.)',
      ],
    ],
    allAtOnce(run.trace),
  )
  expect(run).toOverlap()
  expect(run).toHavePeakInFlight(4)
})

test('keeps the order of the URLs, whichever answer comes first', async () => {
  const run = await load([1, 2, 3, 4])
  diagnose(run, [
    [
      idsOf(run).join() === '2,4,3,1',
      'The products are in the order in which they came back: 2, 4, 3, 1. `push` runs when an answer ' +
        'comes. `Promise.all` gives the values in the order of its list.',
    ],
  ])
  expect(idsOf(run)).toEqual([1, 2, 3, 4])
})

test('takes as long as the slowest call', async () => {
  const run = await load([2, 3, 4, 1])
  const lateMs = Math.max(...run.trace.calls.map((call) => call.sentMs))
  diagnose(
    run,
    [
      [
        lateMs > 0,
        `One call was sent later than the first: by ${lateMs} ms, although nothing kept it from being ` +
          'sent at once. A delay between the starts makes the whole longer and is no rate limit.',
      ],
    ],
    allAtOnce(run.trace),
  )
  expect(run).toTake(300)
  expect(run.settledMs).toBe(300)
})

test('passes on the error of a call that fails', async () => {
  const run = await load([1, 2, 3, 4], { failures: [{ kind: 'refused', route: '/products/3' }] })
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'Product 3 failed and the caller was not told: it got a list without product 3, or with a hole, ' +
        'and takes it for the whole. Let the error through. (Lesson 06 keeps what worked without hiding ' +
        'what did not.)',
    ],
  ])
  expect(run.outcome).toBe('rejected')
  expect(run.reason).toHaveProperty('message', 'fetch failed')
})

test('gives an empty list for no URLs, without any call', async () => {
  const run = await load([])
  expect(run.value).toEqual([])
  expect(run).toHaveCalls(0)
})
