import { HttpError } from '@overlap/lesson-05'
import { backoff } from '@overlap/lesson-11'
import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { keepTrying, retryBudget } from './solution.ts'

/** What `random` returns. */
const share = fc.double({ min: 0, max: 1, noNaN: true })

test('of any n calls in a row, at most burst + ratio × n are retried', () => {
  const steps = fc.array(fc.constantFrom('call', 'retry'), { maxLength: 400 })
  const ratios = fc.double({ min: 0, max: 2, noNaN: true })
  const bursts = fc.integer({ min: 1, max: 20 })
  fc.assert(
    fc.property(steps, ratios, bursts, fc.nat(400), (list, ratio, burst, from) => {
      const budget = retryBudget({ ratio, burst })
      let most = burst
      for (const [i, step] of list.entries()) {
        if (step === 'call') budget.deposit()
        else if (budget.withdraw() && i >= from) most -= 1
        if (step === 'call' && i >= from) most += ratio
        expect(most).toBeGreaterThan(-1e-6)
      }
    }),
  )
})

test('ten deposits of 0.1 allow one retry', () => {
  const budget = retryBudget({ ratio: 0.1, burst: 1 })
  expect(budget.withdraw()).toBe(true)
  for (let i = 0; i < 10; i += 1) {
    expect(budget.withdraw()).toBe(false)
    budget.deposit()
  }
  expect(budget.withdraw()).toBe(true)
})

test('whenever the caller aborts, it gets its own reason at once, and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 900 }), share, async (abortMs, at) => {
      const controller = new AbortController()
      const { signal } = controller
      const reason = { why: 'the user left the page' }
      let tokens = 0
      const run = await simulate(
        { latency: 60, failures: [{ kind: 'status', status: 503 }] },
        (api, time) => {
          void time.sleep(abortMs).then(() => controller.abort(reason))
          return keepTrying(
            async (options) => {
              const response = await fetch(api.url('/products/3'), options)
              throw new HttpError(response.url, response, await response.text())
            },
            {
              signal,
              retries: 10,
              delayMs: backoff({ baseMs: 100, maxMs: 400, random: () => at }),
              deadlineMs: performance.now() + 700,
              budget: { deposit: () => {}, withdraw: () => (tokens += 1) < 100 },
            },
          )
        },
      )
      if (run.reason === reason) expect(run.settledMs).toBe(abortMs)
      else expect(run.settledMs).toBeLessThanOrEqual(Math.min(abortMs, 700))
      // Both may come in the same millisecond.
      if (abortMs < 400) expect(run.reason).toBe(reason)
      expect(run).toStartNothingAfter(Math.min(abortMs, 700))
      expect(run).toLeaveNothingInFlight()
      expect(run.unhandled).toEqual([])
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    }),
    { numRuns: 40 },
  )
})

test('says what is wrong with an option', () => {
  expect(() => retryBudget({ burst: 0.5 })).toThrow(
    new RangeError('Cannot make a retry budget: expected a finite burst >= 1, got 0.5'),
  )
})
