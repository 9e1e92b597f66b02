import { simulate, type NewOrder, type VirtualTime } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { isTransient, placeOrder, retry, type Attempt, type FailedAttempt } from './solution.ts'

interface Planned {
  readonly ms: number
  readonly end: 'value' | 'transient' | 'final'
  /** Whether it goes on when its signal aborts. */
  readonly ignoresSignal: boolean
  readonly waitMs: number
}

// Plans have even times and aborts odd ones, so no two things happen in the same ms.
const even = (max: number) => fc.integer({ min: 1, max: max / 2 }).map((half) => half * 2)
const plans = fc.array(
  fc.record({
    ms: even(200),
    end: fc.constantFrom('value', 'transient', 'transient', 'transient', 'final'),
    ignoresSignal: fc.boolean(),
    waitMs: even(100),
  } satisfies Record<keyof Planned, unknown>),
  { minLength: 1, maxLength: 6 },
)

/** What has to come of a plan: when it ends, how, and after how many attempts and retries. */
function expected(plan: readonly Planned[], retries: number, abortMs: number, reason: unknown) {
  let nowMs = 0
  for (let attempt = 1; ; attempt += 1) {
    const { ms, end, waitMs, ignoresSignal } = planned(plan, attempt)
    const before = { attempts: attempt, announced: attempt - 1, runsOn: false }
    if (abortMs < nowMs + ms)
      return { ...before, ms: abortMs, ending: reason, runsOn: ignoresSignal }
    nowMs += ms
    const ending = end === 'value' ? attempt : `${end} ${attempt}`
    if (end !== 'transient' || attempt > retries) return { ...before, ms: nowMs, ending }
    if (abortMs < nowMs + waitMs) {
      return { ...before, announced: attempt, ms: abortMs, ending: reason }
    }
    nowMs += waitMs
  }
}

const planned = (plan: readonly Planned[], attempt: number): Planned =>
  plan[(attempt - 1) % plan.length] as Planned

const attemptOf =
  (plan: readonly Planned[], time: VirtualTime): Attempt<number> =>
  async ({ signal, attempt }) => {
    const { ms, end, ignoresSignal } = planned(plan, attempt)
    await time.sleep(ms, ignoresSignal ? {} : { signal })
    if (end !== 'value') throw new Error(`${end} ${attempt}`)
    return attempt
  }

test('whatever fails and whenever the caller aborts, it settles at that moment and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.integer({ min: 0, max: 5 }),
      fc.nat(400).map((ms) => ms * 2 + 1),
      async (plan, retries, abortMs) => {
        const controller = new AbortController()
        const reason = { given: 'up' }
        const told: FailedAttempt[] = []
        let begun = 0
        let listeners: number | undefined
        const run = await simulate({}, (_, time) => {
          void time.sleep(abortMs).then(() => controller.abort(reason))
          const work = attemptOf(plan, time)
          return retry((given) => ((begun = given.attempt), work(given)), {
            retries,
            shouldRetry: (error, attempt) => {
              expect(attempt).toBeLessThanOrEqual(retries)
              return String(error).includes('transient')
            },
            delayMs: (attempt) => planned(plan, attempt).waitMs,
            onRetry: (failed) => told.push(failed),
            signal: controller.signal,
          }).finally(() => (listeners = getEventListeners(controller.signal, 'abort').length))
        })
        const end = expected(plan, retries, abortMs, reason)
        const came = run.outcome === 'fulfilled' ? run.value : run.reason
        expect(came instanceof Error ? came.message : came).toBe(end.ending)
        expect([run.settledMs, begun]).toEqual([end.ms, end.attempts])
        expect(told.map(({ error, ...rest }) => ({ ...rest, error: String(error) }))).toEqual(
          Array.from({ length: end.announced }, (_, i) => ({
            attempt: i + 1,
            delayMs: planned(plan, i + 1).waitMs,
            error: `Error: transient ${i + 1}`,
          })),
        )
        // The sleep of this test may still run, and so may an attempt that ignores the signal.
        const isLeft = (end.ms < abortMs ? 1 : 0) + (end.runsOn ? 1 : 0)
        expect(run.timersLeft).toBe(isLeft)
        expect(run.unhandled).toEqual([])
        expect(listeners).toBe(0)
      },
    ),
    { numRuns: 200 },
  )
})

test('on a bad network, no order is placed twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const run = await simulate(
        {
          seed,
          latency: { lognormal: { median: 50, p99: 500 } },
          failures: (['reset', 'truncated', 'empty', 'refused', 'garbage'] as const).map(
            (kind) => ({ kind, probability: 0.2 }),
          ),
        },
        ({ origin }) =>
          Promise.allSettled(
            [1, 2, 3, 4, 5].map((userId) =>
              placeOrder(origin, { ...teapots, userId }, { retries: 4, delayMs: 10 }),
            ),
          ),
      )
      const ids = run.value.flatMap((end) => (end.status === 'fulfilled' ? end.value.id : []))
      expect(run.counters.doubleOrders).toBe(0)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 60 },
  )
})

const teapots: NewOrder = { userId: 1, items: [{ productId: 7, quantity: 2 }] }

test('sends the same content with the same key, even if the caller changes the order meanwhile', async () => {
  const items = [...teapots.items]
  const run = await simulate({ failures: [{ kind: 'reset', first: 1 }] }, ({ origin }) =>
    placeOrder(
      origin,
      { userId: 1, items },
      { onRetry: () => items.push({ productId: 9, quantity: 1 }) },
    ),
  )
  expect(run.value.items).toHaveLength(1)
})

test('retries an attempt that timed out, but not what the caller aborted', async () => {
  const slow = { failures: [{ kind: 'slow-headers', delayMs: 1000, first: 1 }] } as const
  const run = await simulate(slow, (api) =>
    retry(async ({ signal }) => {
      const both = AbortSignal.any([signal, AbortSignal.timeout(100)])
      return (await fetch(api.url('/products/3'), { signal: both })).status
    }),
  )
  expect(run.value).toBe(200)
  expect(run).toHaveCalls(2)

  const given = await simulate(slow, (api) =>
    retry(({ signal }) => fetch(api.url('/products/3'), { signal }), {
      signal: AbortSignal.timeout(100),
    }),
  )
  expect(given.reason).toHaveProperty('name', 'TimeoutError')
  expect(given).toHaveCalls(1)
})

test('only statuses that RFC 9110 calls temporary are transient', async () => {
  for (const status of [500, 505, 507, 511, 413, 423]) {
    const run = await simulate({ failures: [{ kind: 'status', status }] }, ({ origin }) =>
      placeOrder(origin, teapots),
    )
    expect([status, isTransient(run.reason), run.trace.calls.length]).toEqual([status, false, 1])
  }
})

test('a hook that throws or rejects ends it with that error', async () => {
  const mistake = new Error('a mistake in the hook')
  const throws = (): never => {
    throw mistake
  }
  const rejects = (): Promise<never> => Promise.reject(mistake)
  for (const hook of [
    { shouldRetry: throws },
    { shouldRetry: rejects },
    { onRetry: throws },
    { delayMs: throws },
  ]) {
    let begun = 0
    const run = await simulate({}, () =>
      retry(() => ((begun += 1), throws()), { shouldRetry: () => true, ...hook }),
    )
    expect(run.reason).toBe(mistake)
    expect([begun, run.unhandled, run.timersLeft]).toEqual([1, [], 0])
  }
})

test('an abort in a hook, or while `shouldRetry` is pending, ends it right away', async () => {
  const pending = new Promise<never>(() => {})
  for (const [hook, result] of [
    ['shouldRetry', true],
    ['shouldRetry', pending],
    ['onRetry', undefined],
  ] as const) {
    const controller = new AbortController()
    const run = await simulate({}, () =>
      retry(() => Promise.reject(new Error('no')), {
        shouldRetry: () => true,
        [hook]: () => (controller.abort('enough'), result),
        signal: controller.signal,
      }),
    )
    expect([run.reason, run.settledMs, run.timersLeft]).toEqual(['enough', 0, 0])
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  }
})

test('yields between attempts even without a delay, so that the caller can abort', async () => {
  const controller = new AbortController()
  let begun = 0
  const run = await simulate({}, (_, time) => {
    void time.sleep(50).then(() => controller.abort('enough'))
    return retry(() => ((begun += 1), Promise.reject(new Error('no'))), {
      retries: Infinity,
      shouldRetry: () => true,
      delayMs: 0,
      signal: controller.signal,
    })
  })
  expect([run.reason, run.settledMs]).toEqual(['enough', 50])
  expect(begun).toBeGreaterThan(10)
})

test.each([2 ** 31 - 1, 2 ** 31, 2 ** 33 + 7])('pauses for %d ms, and no less', async (delayMs) => {
  const run = await simulate(
    {},
    () =>
      retry(({ attempt }) => (attempt === 1 ? Promise.reject(new Error('no')) : attempt), {
        shouldRetry: () => true,
        delayMs,
      }),
    { heartbeatMs: Infinity, limitMs: 2 ** 40 },
  )
  expect([run.value, run.settledMs]).toEqual([2, delayMs])
})

test('says what is wrong with a number, and makes no attempt', async () => {
  let begun = 0
  const work = (): number => (begun += 1)
  for (const retries of [-1, 0.5, Number.NaN, -Infinity, '2' as never]) {
    await expect(retry(work, { retries })).rejects.toThrow(
      new RangeError(`Cannot retry: expected retries to be a whole number >= 0, got ${retries}`),
    )
  }
  for (const delayMs of [-1, Number.NaN, Infinity, '2' as never]) {
    await expect(retry(work, { delayMs })).rejects.toThrow(
      new RangeError(`Cannot retry: expected delayMs to be finite and >= 0, got ${delayMs}`),
    )
  }
  expect(begun).toBe(0)
})

test('refuses what a `delayMs` function returns, too', async () => {
  const end = retry(() => Promise.reject(new Error('no')), {
    shouldRetry: () => true,
    delayMs: () => NaN,
  })
  await expect(end).rejects.toThrow(RangeError)
})

test('refuses a promise, whose work cannot start again', async () => {
  await expect(retry(Promise.resolve(1) as never)).rejects.toThrow(
    new TypeError('Cannot retry: expected a function, got [object Promise]'),
  )
})
