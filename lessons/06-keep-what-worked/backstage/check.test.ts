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

/** Loads the dashboard. What a part threw is put into `thrown`, by its name. */
const load = (
  failing: readonly string[] = [],
  thrown: Record<string, unknown> = {},
): Promise<Run<Dashboard>> =>
  simulate(
    {
      ...network,
      failures: failing.map((part) => ({ kind: 'refused', route: `/products/3/${part}` })),
    },
    (api) => {
      const part = (name: string) => async (options: { readonly signal: AbortSignal }) => {
        try {
          const response = await fetch(api.url(`/products/3/${name}`), options)
          return await response.json()
        } catch (error) {
          thrown[name] = error
          throw error
        }
      }
      return settleAll({ price: part('price'), stock: part('stock'), reviews: part('reviews') })
    },
  )

test('gives what each task gave, by its name', async () => {
  const run = await load()
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && '0' in run.value.values,
      'The values came by number; they belong under the names of the tasks. `Object.keys(tasks)` is in ' +
        'the order of your list: the first value goes with the first name.',
    ],
  ])
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
  const thrown: Record<string, unknown> = {}
  const run = await load(['price'], thrown)
  const { values, errors }: Dashboard =
    run.outcome === 'fulfilled' ? run.value : { values: {}, errors: {} }
  diagnose(run, [
    [
      run.outcome === 'rejected',
      'The price failed, and the caller got nothing at all: the stock and the reviews, which had ' +
        'worked, went down with it. `Promise.all` is all or nothing.',
    ],
    [
      'price' in values && 'price' in errors,
      'The price is in `values` and in `errors`. What failed is in `errors` alone.',
    ],
    [
      'price' in values,
      `There is ${String(values['price'])} in place of the price, and no word about why. The page ` +
        'cannot tell "no price yet" from "the price service is down", and nobody will log it. Keep ' +
        'the error, by name.',
    ],
    [
      !('price' in errors),
      'The price failed, and it is neither in `values` nor in `errors`. Keep the error, by its name.',
    ],
    [
      errors['price'] !== thrown['price'],
      `${errors['price'] instanceof Error ? 'That is a copy.' : 'That is not the error that came.'} ` +
        'Keep the object that was thrown: its class and its cause are in it.',
    ],
  ])
  expect(Object.keys(values).toSorted()).toEqual(['reviews', 'stock'])
  expect(Object.keys(errors)).toEqual(['price'])
  expect(errors['price']).toBe(thrown['price'])
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
  const thrown: Record<string, unknown> = {}
  const run = await load(['price', 'stock', 'reviews'], thrown)
  const errors: unknown[] = run.reason instanceof AggregateError ? run.reason.errors : []
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'Everything failed, and you reported success with an empty page. A caller that looks at the ' +
        'values only shows a blank dashboard and calls it done.',
    ],
    [
      !(run.reason instanceof AggregateError),
      `Everything failed, and the caller got "${String(run.reason)}". That is one error; the caller ` +
        'looks for an `AggregateError`, which has all of them in `errors`.',
    ],
    [
      errors.length < 3,
      `Three tasks failed, and ${errors.length} errors are in the AggregateError. It takes them as a ` +
        'list: `new AggregateError(Object.values(errors), message)`.',
    ],
  ])
  expect(errors).toHaveLength(3)
  expect(new Set(errors)).toEqual(new Set(Object.values(thrown)))
})

test('gives an empty result for no tasks', async () => {
  const run = await simulate({}, () => settleAll({}))
  diagnose(run, [
    [
      run.reason instanceof AggregateError,
      'There were no tasks, and you said that all had failed. Of nothing, nothing failed: give back ' +
        'empty `values` and `errors`.',
    ],
  ])
  expect(run.value).toEqual({ values: {}, errors: {} })
})

/** Two tasks of 300 ms, and a caller who gives up at 60. */
const giveUp = (reason: Error, { deaf }: { deaf: boolean }): Promise<Run<Dashboard>> =>
  simulate(network, (api, time) => {
    const controller = new AbortController()
    void time.sleep(60).then(() => controller.abort(reason))
    const call = (options?: { readonly signal: AbortSignal }): Promise<Response> =>
      fetch(api.url('/products/3/stock'), options)
    return settleAll({ first: call, second: deaf ? () => call() : call }, controller)
  })

test('gives the reason back, untouched, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  const run = await giveUp(reason, { deaf: false })
  diagnose(run, [
    [
      facts(run.trace).byOutcome.aborted === 0,
      'The caller gave up at 60 ms, and the tasks ran on to 300: they did not get `signal`.',
    ],
    [
      run.outcome === 'fulfilled',
      'The caller gave up, and got `values` and `errors` as if the work had been done. Reject with ' +
        '`signal.reason`.',
    ],
    [
      run.reason !== reason,
      'The caller gave up, and got an error about tasks that failed. In truth nothing failed: it was ' +
        'called off. Give back `signal.reason`, the very object.',
    ],
  ])
  expect(run.reason).toBe(reason)
  expect(run.settledMs).toBe(60)
  expect(run).toHaveAborted(2)
})

test('waits for its tasks, too, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  // The second task does not listen to its signal.
  const run = await giveUp(reason, { deaf: true })
  diagnose(run, [
    [
      run.settledMs < 300,
      `The caller gave up at 60 ms, and you rejected at ${run.settledMs}. One task does not listen to ` +
        'its signal, and it went on to 300 with nobody to wait for it. Do not race against the signal: ' +
        'hand it on, wait until all have ended, then reject.',
    ],
    [
      run.outcome === 'fulfilled',
      'The caller gave up, one task worked all the same, and the caller got a result. It does not want ' +
        'one any more: when all have ended, look at the signal before you look at the errors.',
    ],
  ])
  expect(run.reason).toBe(reason)
  expect(run.settledMs).toBe(300)
})

test('calls nothing when the caller gave up before', async () => {
  const reason = new Error('the user left the page')
  let called = 0
  const run = await simulate({}, () =>
    settleAll(
      { first: () => called++, second: () => called++ },
      { signal: AbortSignal.abort(reason) },
    ),
  )
  diagnose(run, [
    [
      called > 0,
      `The caller had given up before, and ${called} tasks were called. A task need not look at its ` +
        'signal before it begins. Look at it first: `signal.throwIfAborted()`.',
    ],
  ])
  expect(run.reason).toBe(reason)
})
