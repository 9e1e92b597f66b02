import { simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { expect, test } from 'vitest'
import { digestAll } from '#lesson'

const items = Array.from({ length: 200 }, (_, i) => i)

interface Digested {
  readonly results: number[]
  /** Whether a microtask ever ran between two items. */
  readonly gaveWayToMicrotasks: boolean
}

/** Digests 200 items at 1 ms of processor time each; what else happens is in the run. */
const digest = (
  beside: (api: MockApi, time: VirtualTime) => unknown = () => {},
  digestOne: (item: number) => number = (item) => item * 2,
): Promise<Run<Digested>> =>
  simulate(
    { latency: 50 },
    async (api, time) => {
      let microtasks = 0
      let seen = 0
      beside(api, time)
      const results = await digestAll(items, (item) => {
        seen = Math.max(seen, microtasks)
        queueMicrotask(() => microtasks++)
        time.spend(1)
        return digestOne(item)
      })
      // A copy: what is added after the function has returned does not count.
      return { results: [...results], gaveWayToMicrotasks: seen > 0 }
    },
    { heartbeatMs: 5 },
  )

test('digests every item, and keeps their order', async () => {
  const run = await digest()
  const { results } = run.value
  diagnose(run, [
    [
      results.length === 0 || results.includes(undefined as never),
      'The function returned before the work was done: a timer for each item is started, and nobody ' +
        'waits for it. Make a promise of what you start, and await it.',
    ],
  ])
  expect(results).toEqual(items.map((item) => item * 2))
})

test('lets a heartbeat come through at least every 20 ms', async () => {
  const run = await digest()
  const beats = [0, ...run.beats, run.settledMs]
  const longestMs = Math.max(...beats.map((beat, i) => beat - (beats[i - 1] ?? 0)))
  const blocked = longestMs >= 200
  diagnose(run, [
    [
      blocked && run.value.gaveWayToMicrotasks,
      'The heartbeat stood still for 200 ms. `await` on a promise that is already settled gives way ' +
        'only to microtasks, and those run before any timer or answer from the network. Give way to a ' +
        'timer: `await new Promise((resolve) => setTimeout(resolve))`.',
    ],
    [
      blocked,
      'The heartbeat stood still for 200 ms. An async function runs like any other until it awaits: ' +
        'the word `async` gives nothing back. Pause now and then and let a timer’s turn pass.',
    ],
    [
      longestMs > 20,
      `The heartbeat stood still for ${longestMs} ms. You give the thread back now and then, but too ` +
        'seldom: an item here costs 1 ms. Make the slices shorter, about 10 ms, by the time that has ' +
        'passed and not by a count of items.',
    ],
  ])
  expect(longestMs).toBeLessThanOrEqual(20)
})

test('takes little longer than the work itself', async () => {
  const run = await digest()
  const extraMs = run.settledMs - items.length
  diagnose(run, [
    [
      extraMs > 60,
      `200 ms of work took ${run.settledMs} ms: ${extraMs} ms were spent waiting between items. Each turn ` +
        'of a timer costs about a millisecond. Work for some 10 ms, give way once, without a delay, and ' +
        'start the clock anew.',
    ],
  ])
  expect(extraMs).toBeLessThanOrEqual(60)
})

test('does not hold up a call that is in flight', async () => {
  const answeredMs: number[] = []
  const run = await digest(async (api, time) => {
    await fetch(api.url('/products/1'))
    answeredMs.push(time.nowMs)
  })
  const [atMs = Infinity] = answeredMs
  // The thread may be held for 20 ms before the call can leave, and once more when its answer comes.
  diagnose(run, [
    [
      atMs > 50 + 2 * 20,
      `A call that takes 50 ms was in flight, and its answer was taken at ${atMs} ms. It had been there ` +
        'for long, and nobody could take it: the thread was busy.',
    ],
  ])
  expect(answeredMs).toHaveLength(1)
})

test('stops at an error, and passes it on', async () => {
  let digested = 0
  const run = await digest(undefined, (item) => {
    if (item === 30) throw new Error('item 30 is spoilt')
    return digested++
  })
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'An item could not be digested, and the error was swallowed: the caller got a list that is one ' +
        'short, and every item after it has moved.',
    ],
  ])
  expect(run.reason).toHaveProperty('message', 'item 30 is spoilt')
  expect(digested).toBe(30)
})
