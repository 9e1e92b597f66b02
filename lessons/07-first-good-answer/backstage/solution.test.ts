import { simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
import { facts } from '@overlap/trace'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { firstGood, type Contender } from './solution.ts'

interface Plan {
  readonly ms: number
  readonly fails: boolean
  readonly deaf: boolean
}

// Times that differ, so that there is one first; some tasks do not listen to their signal.
const plans = fc.uniqueArray(
  fc.record({ ms: fc.integer({ min: 1, max: 300 }), fails: fc.boolean(), deaf: fc.boolean() }),
  { minLength: 1, maxLength: 6, selector: ({ ms }) => ms },
)

/** The tasks of a plan, and the signals that they were given. */
function tasksOf(plan: readonly Plan[], time: VirtualTime) {
  const signals: AbortSignal[] = []
  const tasks = plan.map(({ ms, fails, deaf }, i): Contender<number> => {
    return async ({ signal }) => {
      signals[i] = signal
      await time.sleep(ms, deaf ? {} : { signal })
      if (fails) throw new Error(String(i))
      return i
    }
  })
  return { tasks, signals }
}

/** When it is over, and what became of it: the number of the task that won, or all numbers. */
function endOf(plan: readonly Plan[]): { ms: number; winner?: Plan; told: unknown } {
  const [winner] = plan.filter(({ fails }) => !fails).toSorted((a, b) => a.ms - b.ms)
  if (winner) return { ms: winner.ms, winner, told: plan.indexOf(winner) }
  return { ms: Math.max(...plan.map(({ ms }) => ms)), told: plan.map((_, i) => String(i)) }
}

/** The value, or the messages of an AggregateError, or the reason. */
function toldBy(run: Run<number>): unknown {
  if (run.outcome === 'fulfilled') return run.value
  const { reason } = run
  return reason instanceof AggregateError ? reason.errors.map(({ message }) => message) : reason
}

const play = async (plan: readonly Plan[], abortMs = Infinity, reason?: unknown) => {
  const controller = new AbortController()
  let signals: AbortSignal[] = []
  const run = await simulate({}, (_, time) => {
    if (abortMs === 0) controller.abort(reason)
    else if (abortMs < Infinity) void time.sleep(abortMs).then(() => controller.abort(reason))
    const contest = tasksOf(plan, time)
    signals = contest.signals
    return firstGood(contest.tasks, controller)
  })
  expect(run.unhandled).toEqual([])
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  return { told: toldBy(run), ms: run.settledMs, signals }
}

test('whatever the tasks do, the first success wins in its moment and only the others are aborted', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { told, ms, signals } = await play(plan)
      const end = endOf(plan)
      expect(told).toEqual(end.told)
      expect(ms).toBe(end.ms)
      expect(signals.map(({ aborted }) => aborted)).toEqual(
        plan.map((one) => end.winner !== undefined && one !== end.winner),
      )
    }),
    { numRuns: 100 },
  )
})

test('given up at any moment, it ends in that moment with the very reason, deaf tasks or not', async () => {
  const reason = { given: 'up' }
  await fc.assert(
    fc.asyncProperty(plans, fc.nat(300), async (plan, beforeMs) => {
      const abortMs = beforeMs % endOf(plan).ms
      const { told, ms, signals } = await play(plan, abortMs, reason)
      expect(told).toBe(reason)
      expect(ms).toBe(abortMs)
      expect(signals).toHaveLength(abortMs === 0 ? 0 : plan.length)
      expect(signals.every((signal) => signal.reason === reason)).toBe(true)
    }),
    { numRuns: 100 },
  )
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
            ['oslo', 'lima', 'osaka'].map((city): Contender<string> => {
              return async (options) => {
                const response = await fetch(api.url(`/vendors/mirror-${city}/price/3`), options)
                return response.text()
              }
            }),
          ),
      )
      const left = run.outcome === 'fulfilled' ? facts(run.trace).stillInFlight : 0
      expect(left).toBe(0)
      expect(run.unhandled).toEqual([])
      expect(run.timersLeft).toBe(0)
    }),
    { numRuns: 60 },
  )
})

const readBody = (
  api: MockApi,
  controller: AbortController,
  abortMs: number,
  time: VirtualTime,
) => {
  void time.sleep(abortMs).then(() => controller.abort('enough'))
  const get: Contender<Response> = (options) =>
    fetch(api.url('/vendors/mirror-oslo/price/3'), options)
  return firstGood([get], controller).then((response) => response.text())
}

test('a Response that has won can be read to its end, and the caller can still give it up', async () => {
  const network = { latency: 50, bandwidth: { bytesPerSecond: 1000 } }
  const whole = await simulate(network, (api, time) =>
    readBody(api, new AbortController(), 5000, time),
  )
  expect(whole.value).toContain('mirror-oslo')
  const given = await simulate(network, (api, time) =>
    readBody(api, new AbortController(), 70, time),
  )
  expect(given.reason).toBe('enough')
  expect(given.settledMs).toBe(70)
})

test('a task that gives up for the caller keeps the next from being started', async () => {
  const controller = new AbortController()
  let started = 0
  const task: Contender<number> = ({ signal }) => {
    started += 1
    controller.abort('enough')
    return Promise.reject(signal.reason as Error)
  }
  await expect(firstGood([task, task], controller)).rejects.toBe('enough')
  expect(started).toBe(1)
})

test('losers are told with an AbortError, which no retry takes for a failure', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  let told: unknown
  const loser: Contender<number> = ({ signal }) => {
    signal.addEventListener('abort', () => reject((told = signal.reason)))
    return promise
  }
  expect(await firstGood([loser, () => Promise.resolve(1)])).toBe(1)
  expect(told).toHaveProperty('name', 'AbortError')
})

test('refuses no tasks, and promises in place of functions', async () => {
  await expect(firstGood([])).rejects.toThrow(
    new RangeError('Cannot find a first good answer: expected 1 task or more, got 0'),
  )
  const promises = [Promise.resolve(1)] as unknown as Contender<number>[]
  await expect(firstGood(promises)).rejects.toThrow(
    new TypeError(
      'Cannot start task 0: expected a function that takes { signal }, got a promise: its work has begun',
    ),
  )
})
