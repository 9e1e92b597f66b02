import { simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import { diagnose, facts, type Call } from '@overlap/trace'
import { expect, test } from 'vitest'
import { loadPage } from '#lesson'

type ProductPage = Awaited<ReturnType<typeof loadPage>>

// The recommended product can be asked for at 200 ms. The critical path is 200 + 150 = 350 ms.
const network: NetworkInput = {
  latency: 150,
  routes: {
    '/products/3': { latency: 100 },
    '/products/3/reviews': { latency: 300 },
    '/users/7/recommendations': { latency: 200 },
  },
}

const load = (more: NetworkInput = {}): Promise<Run<ProductPage>> =>
  simulate({ ...network, ...more }, (api) => loadPage(api.origin, 3, 7))

const callTo = (run: Run<ProductPage>, path: string): Call | undefined =>
  run.trace.calls.find((call) => new URL(call.url).pathname === path)

const refuse = (...routes: string[]): NetworkInput => ({
  failures: routes.map((route) => ({ kind: 'refused', route })),
})

test('gives the product, its reviews and a recommended product', async () => {
  const run = await load()
  diagnose(run, [
    [
      run.trace.calls.length === 0,
      'No call was sent: `Promise.all` was given functions, and they were never called. It waits for ' +
        'promises; calling a function is your part.',
    ],
  ])
  expect(run.value.product.id).toBe(3)
  expect(run.value.reviews.every((review) => review.productId === 3)).toBe(true)
  expect(run).toHaveCalls(4)
  // The shop is made from the network's seed: this is what it recommends to user 7.
  expect(run.value.recommended.id).toBe(17)
})

test('sends every call as soon as what it needs is there', async () => {
  const run = await load()
  const sentMs = run.trace.calls.map((call) => call.sentMs)
  diagnose(run, [
    [
      facts(run.trace).peakInFlight === 1,
      'One call was in flight at a time: an `await` inside the list, or on the line of each call, ' +
        'waits before the next call is even sent. `Promise.all` starts nothing. It waits for what was ' +
        'started.',
    ],
    [
      Math.max(...sentMs) > 200,
      `The call for the recommended product was sent at ${Math.max(...sentMs)} ms. All it needs is the ` +
        'list of recommendations, which came at 200 ms: it waited for answers that it does not need. ' +
        'Put a call and the one that depends on it into one async function.',
    ],
  ])
  expect(sentMs).toEqual([0, 0, 0, 200])
  expect(callTo(run, '/users/7/recommendations')?.sentMs).toBe(0)
})

test('takes as long as the critical path', async () => {
  const run = await load()
  expect(run).toTake(350)
  expect(run.settledMs).toBe(350)
})

test('leaves no rejection unhandled', async () => {
  const run = await load(refuse('/products/3/reviews', '/users/7/recommendations'))
  diagnose(run, [
    [
      run.unhandled.length > 0,
      'A call failed and nobody was waiting for it yet: the function stood at the `await` of another ' +
        'call. An unhandled rejection ends a Node process, and no `catch` of the caller sees it. Hand ' +
        'the promises to one `Promise.all` in the moment they are made.',
    ],
  ])
  expect(run.unhandled).toEqual([])
})

test('tells the caller when a call fails', async () => {
  for (const path of ['/products/3', '/products/3/reviews', '/users/7/recommendations']) {
    const run = await load(refuse(path))
    diagnose(run, [
      [
        run.outcome === 'fulfilled',
        `The call to ${path} failed and the page came all the same. To the caller it looks complete, ` +
          'which it is not. (Lesson 06 shows how to give a partial result that says what is missing.)',
      ],
    ])
    expect(run.outcome).toBe('rejected')
    expect(run.reason).toHaveProperty('message', 'fetch failed')
  }
})
