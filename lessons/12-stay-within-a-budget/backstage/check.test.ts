import { simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import { diagnose, Misconception, type Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { keepTrying, retryBudget } from '#lesson'
type Options = Parameters<typeof keepTrying>[1]

/** Gets a URL, patiently where nothing else is said. */
const load = (url: string, options: Partial<Options> = {}): Promise<void> =>
  keepTrying(
    async ({ signal }) => {
      const response = await fetch(url, { signal })
      await response.text()
      const { headers, ok, status } = response
      if (!ok) throw Object.assign(new Error(`it answered ${status}`), { headers })
    },
    {
      retries: 3,
      shouldRetry: () => true,
      delayMs: () => 200,
      deadlineMs: performance.now() + 60_000,
      budget: retryBudget({ burst: 1000 }),
      ...options,
    },
  )

/** Loads /what/1, /what/2 …, `everyMs` apart. */
const loadMany = (what: string, last: number, everyMs: number, options: Partial<Options>) =>
  Promise.allSettled(
    Array.from({ length: last }, async (_, i) => {
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, i * everyMs))
      await load(`http://shop.test/${what}/${i + 1}`, options)
    }),
  )
const sentAgain = ({ calls }: Trace): number[] =>
  calls.filter((call) => call.attempt > 1).map((call) => call.sentMs)
/** A diagnosis where there is nothing to draw, or too much. */
function tell(happened: boolean, sentence: string): void {
  if (happened) throw new Misconception(sentence, '')
}

const down: NetworkInput = { latency: 5, failures: [{ kind: 'status', status: 503 }] }
const downOnce: NetworkInput = { failures: [{ kind: 'status', status: 503, first: 1 }] }

test('asks for each wait once, and sleeps for just that', async () => {
  const errors: unknown[] = []
  const delayMs = (_: number, error?: unknown): number => (errors.push(error) % 2 === 1 ? 0 : 1000)
  const run = await simulate(down, (api) => load(api.url('/products/3'), { delayMs }))
  diagnose(run, [
    [
      errors.includes(undefined),
      'You asked `delayMs` without the error, so it knew of no Retry-After. Hand the error on, too.',
    ],
    [
      (run.trace.calls[1]?.sentMs ?? 0) > 1000,
      'The wait you checked was 0 ms, and the wait you slept was 1,000: `delayMs` was asked twice, ' +
        'and the dice fell differently. Ask once, and give `retry` the number.',
    ],
  ])
  expect(errors.length).toBeLessThanOrEqual(4)
})

test('sends nothing after the deadline, and waits for nothing', async () => {
  // The call begins at 100 ms.
  const until = (deadlineMs: () => number, network: NetworkInput): Promise<Run<void>> =>
    simulate({ ...network, latency: 50 }, (api, time) =>
      time.sleep(100).then(() => load(api.url('/products/3'), { deadlineMs: deadlineMs() })),
    )
  const until550 = (network: NetworkInput) => until(() => performance.now() + 450, network)
  const hangs: NetworkInput = { failures: [...downOnce.failures!, { kind: 'hang' }] }
  // The clock does not begin with the simulation, so 550 is long past.
  const past = await until(() => 550, hangs)
  const hung = await until550(hangs)
  const run = await until550(down)
  const lateMs = run.trace.calls.map((call) => call.sentMs).find((ms) => ms >= 550)
  const mistaken = past.settledMs === 650
  diagnose(mistaken ? past : run, [
    [
      mistaken,
      '`deadlineMs` was 550, a moment long past, and your code still ran for 550 ms: it was taken for a ' +
        'duration. It is a moment on the clock of performance.now().',
    ],
    [
      lateMs !== undefined,
      `The deadline was 550 ms, and a call was sent at ${lateMs} ms. Before the wait there was time ` +
        'left, after it there was none. Ask whether the wait fits in.',
    ],
    [
      run.settledMs > 400,
      `At 400 ms it was clear that the next wait ends at 600, after the deadline. You gave up at ` +
        `${run.settledMs} ms, and the error that says why is lost. The caller could have used the time.`,
    ],
  ])
  expect(run.reason).toHaveProperty('message', 'it answered 503')
  diagnose(hung, [
    [
      hung.settledMs !== 550,
      `The deadline was 550 ms, the second call hung, and all was over at ${hung.settledMs} ms. The ` +
        'deadline is for the tries and the waits: it belongs around the retries, and there is one.',
    ],
  ])
  expect(hung.reason).toHaveProperty('name', 'TimeoutError')
  expect(hung).toHaveAborted(1)
  expect((await until550(downOnce)).outcome).toBe('fulfilled')
})

test('keeps the retries of an outage within the budget', async () => {
  const small = retryBudget({ ratio: 0.1, burst: 1 })
  small.withdraw()
  const paid = Array.from({ length: 10 }, () => (small.deposit(), small.withdraw()))
  tell(!paid.includes(true), 'Ten calls of 0.1 paid for no retry: they are a little less than 1.')
  tell(paid.indexOf(true) < 9, 'A retry costs 1, and was given for less: ask whether 1 is left.')
  expect(paid.indexOf(true)).toBe(9)
  const options = () => ({ budget: retryBudget({ ratio: 0.2, burst: 5 }), delayMs: () => 20 })
  const run = await simulate(down, () => loadMany('todos', 200, 10, options()))
  const { attempts } = run.counters
  tell(
    attempts === 800,
    'The server was down, and 200 calls became 800. Three retries for each is no bound: it is four ' +
      'times the load, when the server can bear it least.',
  )
  tell(
    attempts > 245,
    `200 calls, a ratio of 0.2 and a burst of 5: that is 245 tries at the most, and there were ` +
      `${attempts}. A retry that pays in breeds further retries. A call pays in once.`,
  )
  tell(
    attempts < 240,
    `200 calls were to pay for 40 retries, and there were ${attempts - 200}: what the budget held in ` +
      'the beginning. If nobody pays in, it is empty for ever. Each call does, when it begins.',
  )
  const calm = await simulate({ latency: 5 }, async (api) => {
    const shared = options()
    await loadMany('todos', 200, 10, shared)
    api.network = down
    await loadMany('users', 20, 0, shared)
  })
  tell(
    sentAgain(calm.trace).length > 9,
    `200 calls were fine, then the server went down, and 20 calls were retried ` +
      `${sentAgain(calm.trace).length} times. The calm had saved that up. A bucket has a rim: burst.`,
  )
})

test('pays only for retries that are made', async () => {
  const budget = retryBudget({ ratio: 0, burst: 1 })
  const run = await simulate(downOnce, async (api) => {
    await load(api.url('/products/1'), { budget, shouldRetry: () => false }).catch(() => {})
    await load(api.url('/products/2'), { budget, delayMs: () => 70_000 }).catch(() => {})
    await load(api.url('/products/3'), { budget, retries: 0 }).catch(() => {})
    return load(api.url('/products/4'), { budget })
  })
  tell(
    run.outcome === 'rejected',
    'Three calls were not retried: not worth it, no time left, no retry left. The fourth should be, ' +
      'and the budget was empty. Take out of it last, when all else says yes.',
  )
  expect(run).toHaveCalls(5)
})

test('gives the reason back, untouched, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  for (const atMs of [20, 100]) {
    const controller = new AbortController()
    const run = await simulate({ ...down, latency: 50 }, (api, time) => {
      void time.sleep(atMs).then(() => controller.abort(reason))
      return load(api.url('/products/3'), { signal: controller.signal })
    })
    diagnose(run, [
      [
        run.settledMs > atMs,
        `The caller gave up at ${atMs} ms, and it went on until ${run.settledMs} ms. The signal of the ` +
          'caller has to reach the tries and the waits.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.timersLeft).toBe(0)
  }
})

test('refuses options that make no sense', async () => {
  const attempts: (() => unknown)[] = [
    () => retryBudget({ ratio: -1 }),
    () => retryBudget({ burst: 0 }),
    () => load('/', { deadlineMs: Number.NaN }),
    () => load('/', { retries: -1 }),
  ]
  const ends = await Promise.allSettled(attempts.map(async (attempt) => await attempt()))
  tell(
    ends.some((end) => end.status === 'fulfilled' || !(end.reason instanceof RangeError)),
    'An option that makes no sense was taken as it is. Say so when it is given, and not in the outage.',
  )
  expect(ends).toHaveLength(4)
})
