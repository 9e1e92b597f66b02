import { simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import { diagnose, facts } from '@overlap/trace'
import { expect, test } from 'vitest'
import { settleAll } from '#lesson'

// What a dashboard shows. Stock is the slowest.
const network: NetworkInput = {
  latency: 100,
  routes: { '/products/3/stock': { latency: 300 }, '/products/3/reviews': { latency: 50 } },
}

type Dashboard = Awaited<ReturnType<typeof settleAll>>

const load = (failing: readonly string[] = [], signal?: AbortSignal): Promise<Run<Dashboard>> =>
  simulate(
    {
      ...network,
      failures: failing.map((part) => ({ kind: 'refused', route: `/products/3/${part}` })),
    },
    (api) => {
      const part = (name: string) => (options: { readonly signal: AbortSignal }) =>
        fetch(api.url(`/products/3/${name}`), options).then((response) => response.json())
      return settleAll(
        { price: part('price'), stock: part('stock'), reviews: part('reviews') },
        { signal },
      )
    },
  )

test('gives what each task gave, by its name', async () => {
  const run = await load()
  expect(Object.keys(run.value.values).toSorted()).toEqual(['price', 'reviews', 'stock'])
  expect(run.value.values['price']).toHaveProperty('productId', 3)
  expect(run.value.errors).toEqual({})
})

test('starts every task before the first one ends', async () => {
  const run = await load()
  expect(run).toOverlap()
  expect(run.settledMs).toBe(300)
})

test('keeps what worked, and says what did not', async () => {
  const run = await load(['price'])
  diagnose(run, [
    [
      run.outcome === 'rejected',
      'The price failed, and the caller got nothing at all: the stock and the reviews, which had ' +
        'worked, went down with it. `Promise.all` is all or nothing.',
    ],
    [
      run.outcome === 'fulfilled' && run.value.values['price'] === null,
      'There is null in place of the price, and no word about why. The page cannot tell "no price yet" ' +
        'from "the price service is down", and nobody will log it. Keep the error, by name.',
    ],
  ])
  expect(Object.keys(run.value.values).toSorted()).toEqual(['reviews', 'stock'])
  expect(Object.keys(run.value.errors)).toEqual(['price'])
  expect(run.value.errors['price']).toHaveProperty('message', 'fetch failed')
})

test('waits until every task has settled', async () => {
  const run = await load(['price'])
  const left = facts(run.traceAtSettle).stillInFlight
  diagnose(run, [
    [
      left > 0,
      `When the function returned, ${left} task was still running: its value came too late for the list, ` +
        'and its error would have come to nobody. A failure of one says nothing about the others.',
    ],
  ])
  expect(run).toLeaveNothingInFlight()
  expect(run.settledMs).toBe(300)
})

test('takes null, 0 and undefined for values, not for failures', async () => {
  const run = await simulate({}, () =>
    settleAll({
      discount: () => null,
      visits: () => Promise.resolve(0),
      note: () => undefined,
      name: () => 'tea',
    }),
  )
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && !('visits' in run.value.values),
      'A task gave 0, and it is missing from the values, as if the task had failed. Whether a task ' +
        'worked is for its promise to say (fulfilled or rejected), not for its value.',
    ],
  ])
  expect(run.value).toEqual({
    values: { discount: null, visits: 0, note: undefined, name: 'tea' },
    errors: {},
  })
  expect(Object.keys(run.value.values)).toContain('note')
})

test('counts a task that throws at once among the failed', async () => {
  const broken = new Error('no id was given')
  const run = await simulate({}, () =>
    settleAll({
      broken: () => {
        throw broken
      },
      fine: () => 1,
    }),
  )
  diagnose(run, [
    [
      run.outcome === 'rejected',
      'A task threw before any promise was made: not every function that can fail is async. The error ' +
        'went past `allSettled`, and took the other tasks along. `Promise.try` turns it into a rejection.',
    ],
  ])
  expect(run.value.errors).toEqual({ broken })
  expect(run.value.values).toEqual({ fine: 1 })
})

test('rejects with an AggregateError when everything failed', async () => {
  const run = await load(['price', 'stock', 'reviews'])
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'Everything failed, and you reported success with an empty page. A caller that looks at the ' +
        'values only shows a blank dashboard and calls it done.',
    ],
  ])
  expect(run.reason).toBeInstanceOf(AggregateError)
  expect((run.reason as AggregateError).errors).toHaveLength(3)
})

test('gives an empty result for no tasks', async () => {
  const run = await simulate({}, () => settleAll({}))
  expect(run.value).toEqual({ values: {}, errors: {} })
})

test('gives the reason back, untouched, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  const controller = new AbortController()
  const run = await simulate(network, (api, time) => {
    void time.sleep(60).then(() => controller.abort(reason))
    const call = (options: { readonly signal: AbortSignal }): Promise<Response> =>
      fetch(api.url('/products/3/stock'), options)
    return settleAll({ first: call, second: call }, controller)
  })
  diagnose(run, [
    [
      run.outcome === 'rejected' && run.reason !== reason,
      'The caller gave up, and got an error about tasks that failed. In truth nothing failed: it was ' +
        'called off. Give back `signal.reason`, the very object.',
    ],
  ])
  expect(run.reason).toBe(reason)
  expect(run.settledMs).toBe(60)
  expect(run).toHaveAborted(2)
})
