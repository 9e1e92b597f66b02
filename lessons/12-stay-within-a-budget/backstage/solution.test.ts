import { HttpError } from '@overlap/lesson-05'
import { backoff } from '@overlap/lesson-11'
import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { keepTrying, retryBudget } from './solution.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

test('of any calls in a row, no more are repeated than burst + ratio × calls', () => {
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

test('ten calls pay for one retry, in spite of what ten times 0.1 comes to', () => {
  const budget = retryBudget({ ratio: 0.1, burst: 1 })
  expect(budget.withdraw()).toBe(true)
  for (let i = 0; i < 10; i += 1) {
    expect(budget.withdraw()).toBe(false)
    budget.deposit()
  }
  expect(budget.withdraw()).toBe(true)
})

test('whenever the caller gives up, in a call or a wait, it has its reason back and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 900 }), share, async (abortMs, at) => {
      const controller = new AbortController()
      const { signal } = controller
      const reason = { given: 'up' }
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
              deadlineMs: 700,
              budget: { deposit: () => {}, withdraw: () => (tokens += 1) < 100 },
            },
          )
        },
      )
      if (run.reason === reason) expect(run.settledMs).toBe(abortMs)
      else expect(run.settledMs).toBeLessThanOrEqual(Math.min(abortMs, 700))
      expect(run).toStartNothingAfter(Math.min(abortMs, 700))
      expect(run).toLeaveNothingInFlight()
      expect(run.unhandled).toEqual([])
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    }),
    { numRuns: 80 },
  )
})

test('says what is wrong with an option', () => {
  expect(() => retryBudget({ burst: 0.5 })).toThrow(
    new RangeError('Cannot make a retry budget: expected a finite burst >= 1, got 0.5'),
  )
})
