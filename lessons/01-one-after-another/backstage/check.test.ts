import {
  simulate,
  type MockApi,
  type NetworkInput,
  type Run,
  type Todo,
} from '@overlap/mock-server'
import { diagnose, facts, inSequence } from '@overlap/trace'
import { expect, test } from 'vitest'
import { loadInOrder } from '#lesson'

// The latency falls from call to call, so that finish order and list order differ when they can.
const network: NetworkInput = {
  routes: {
    '/todos/1': { latency: 300 },
    '/todos/2': { latency: 200 },
    '/todos/3': { latency: 100 },
  },
}

const urls = (api: MockApi): string[] => [1, 2, 3].map((id) => api.url(`/todos/${id}`))

const load = (more: NetworkInput = {}): Promise<Run<Todo[]>> =>
  simulate(
    { ...network, ...more },
    // A copy: what is added after the function has returned does not count.
    async (api) => [...(await loadInOrder(urls(api)))],
    { heartbeatMs: 10 },
  )

test('returns every todo, in the order of the URLs', async () => {
  const run = await load()
  const count = run.outcome === 'fulfilled' ? run.value.length : 3
  diagnose(
    run,
    [
      [
        count === 0 && run.trace.calls.length === 3,
        'The function returned before the first answer came. Nobody waits for the calls: a promise that ' +
          'is dropped is not awaited by anything, and `forEach` does not wait for an async callback, ' +
          'either.',
      ],
    ],
    inSequence(run.trace),
  )
  expect(run.value.map((todo) => todo.id)).toEqual([1, 2, 3])
})

test('has one call in flight at a time', async () => {
  const run = await load()
  diagnose(
    run,
    [
      [
        facts(run.trace).peakInFlight === 3,
        'All 3 calls were in flight at once. An async function starts its work when it is called, ' +
          'so `map` had sent every call before anything was awaited. Here each must wait for the ' +
          'one before.',
      ],
    ],
    inSequence(run.trace),
  )
  expect(run).toRunInOrder()
  expect(run).toHavePeakInFlight(1)
})

test('lets the rest of the program go on while it waits', async () => {
  const run = await load()
  const gaps = run.beats.map((beat, i) => beat - (run.beats[i - 1] ?? 0))
  const longestMs = Math.max(0, ...gaps)
  diagnose(run, [
    [
      longestMs > 10,
      `A heartbeat that is due every 10 ms stayed away for ${longestMs} ms: the thread was held. ` +
        '`await` waits without holding it; a loop that watches the clock does not.',
    ],
  ])
  expect(run.beats.length).toBeGreaterThan(0)
  expect(longestMs).toBe(10)
})

test('takes as long as its calls together, and no longer', async () => {
  const run = await load()
  const idleMs = run.settledMs - facts(run.trace).sumMs
  diagnose(
    run,
    [
      [
        idleMs > 0,
        `For ${idleMs} ms, between the calls or after the last, nothing was in flight. Neither the ` +
          'event loop nor the server needs a pause: `await` has already given the thread away.',
      ],
    ],
    inSequence(run.trace),
  )
  expect(run).toTake(600)
  expect(run.settledMs).toBe(600)
})

test('sends nothing after a failure, and passes the error on', async () => {
  const run = await load({ failures: [{ kind: 'refused', route: '/todos/2' }] })
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'The second call failed, but the error was swallowed: the caller got a list that is one short, ' +
        'and no word about it. Let the error reach the caller.',
    ],
  ])
  expect(run.outcome).toBe('rejected')
  expect(run.reason).toHaveProperty('message', 'fetch failed')
  expect(run).toHaveCalls(2)
})
