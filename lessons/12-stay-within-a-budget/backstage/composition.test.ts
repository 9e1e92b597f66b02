import { getJson } from '@overlap/lesson-05'
import { withDeadline, withTimeout } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import { simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadJson } from './load-json.ts'
import { retryBudget } from './solution.ts'

// An attempt may take 200 ms and everything 500 ms. A wait takes 100 ms.
const attemptTimeoutMs = 200
const deadlineMs = 500
const options = { retries: 5, delayMs: () => 100, shouldRetry: () => true }

const load = (network: NetworkInput, way: (url: string) => unknown): Promise<Run<unknown>> =>
  simulate(network, (api) => way(api.url('/products/3')))

const nestedRight = (url: string): Promise<unknown> =>
  loadJson(url, {
    ...options,
    attemptTimeoutMs,
    deadlineMs: performance.now() + deadlineMs,
    budget: retryBudget(),
  })

const hangs = (first?: number): NetworkInput => ({
  latency: 20,
  failures: [{ kind: 'hang', ...(first !== undefined && { first }) }],
})

test('deadline around retry around timeout: a call that hangs is retried, and everything ends in time', async () => {
  const one = await load(hangs(1), nestedRight)
  expect(one).toHaveCalls(2)
  expect(one.outcome).toBe('fulfilled')
  expect(one.settledMs).toBe(320)

  const all = await load(hangs(), nestedRight)
  expect(all.trace.calls.map((call) => call.sentMs)).toEqual([0, 300])
  expect(all.settledMs).toBe(500)
  expect(all.timersLeft).toBe(0)
})

test('retry around deadline: each attempt has a deadline of its own', async () => {
  const run = await load(hangs(), (url) =>
    retry(
      ({ signal }) =>
        withDeadline((inner) => getJson(url, inner), {
          deadlineMs: performance.now() + deadlineMs,
          signal,
        }),
      options,
    ),
  )
  expect(run.settledMs).toBe(6 * 500 + 5 * 100)
  expect(run.trace.calls.filter((call) => call.sentMs >= deadlineMs)).toHaveLength(5)
})

test('a timeout for each attempt and no deadline: attempts and waits add up', async () => {
  const run = await load(hangs(), (url) =>
    retry(
      ({ signal }) =>
        withTimeout((inner) => getJson(url, inner), { timeoutMs: attemptTimeoutMs, signal }),
      options,
    ),
  )
  expect(run.settledMs).toBe(6 * 200 + 5 * 100)
})

test('one timeout around everything: a call that hangs uses it up, and no second attempt follows', async () => {
  const run = await load(hangs(1), (url) =>
    withTimeout(({ signal }) => retry((inner) => getJson(url, inner), { ...options, signal }), {
      timeoutMs: deadlineMs,
    }),
  )
  expect(run).toHaveCalls(1)
  expect(run.outcome).toBe('rejected')
  expect(run.settledMs).toBe(500)
})

test('nested right, nothing is sent after the deadline, and nothing ends after it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1000 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (seed, replay, probability) => {
        const failures = [{ kind: 'status', status: 503, probability } as const]
        const run = await load({ seed, latency: { replay }, failures }, nestedRight)
        expect(run.settledMs).toBeLessThanOrEqual(deadlineMs)
        expect(run).toStartNothingAfter(deadlineMs)
        expect(run).toLeaveNothingInFlight()
        expect(run.timersLeft).toBe(0)
        for (const { sentMs, endMs = Infinity } of run.trace.calls) {
          expect(endMs - sentMs).toBeLessThanOrEqual(attemptTimeoutMs)
        }
      },
    ),
    { numRuns: 30 },
  )
})
