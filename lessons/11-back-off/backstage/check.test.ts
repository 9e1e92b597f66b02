import { simulate, type NetworkInput, type Run, type VirtualTime } from '@overlap/mock-server'
import { diagnose, Misconception, type Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { backoff, keepTrying, retryAfterMs, retryBudget } from '#lesson'
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
const crowd = (network: NetworkInput, options: (time: VirtualTime) => Partial<Options>) =>
  simulate({ latency: 5, ...network }, (_, time) => loadMany('products', 100, 0, options(time)))

/** Dice that fall the same way each time. */
const dice =
  (state = 1) =>
  () =>
    (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
const sentAgain = ({ calls }: Trace): number[] =>
  calls.filter((call) => call.attempt > 1).map((call) => call.sentMs)
const mostIn10Ms = (timesMs: readonly number[]): number =>
  Math.max(0, ...timesMs.map((from) => timesMs.filter((ms) => ms >= from && ms < from + 10).length))

/** The calls of the first four clients, to look at. */
const few = ({ calls, ...rest }: Trace): Trace => ({
  ...rest,
  calls: calls.filter((call) => /\/[1-4]$/u.test(call.url)),
})

/** A diagnosis where there is nothing to draw, or too much. */
function tell(happened: boolean, sentence: string): void {
  if (happened) throw new Misconception(sentence, '')
}

const down: NetworkInput = { latency: 5, failures: [{ kind: 'status', status: 503 }] }
const downOnce: NetworkInput = { failures: [{ kind: 'status', status: 503, first: 1 }] }

test('waits longer after each failure, but never longer than maxMs', () => {
  const delayMs = backoff({ baseMs: 100, maxMs: 2000, jitter: 'none' })
  const waits = [1, 2, 3, 4, 5, 6, 2000].map((attempt) => delayMs(attempt))
  const seen = `The waits were ${waits.join(', ')} ms after 1, 2, 3, 4, 5, 6 and 2,000 failures. `
  tell(waits[5] === waits[0], `${seen}A server that is down longer needs fewer tries.`)
  tell(waits[0] === 200, `${seen}Attempts count from 1: the first wait is the base, 100 ms.`)
  tell(
    waits[2] === 300,
    `${seen}They grow by the same step. An outage of a minute is as likely as one of a second: ` +
      'multiply, and a few tries reach from one to the other.',
  )
  tell(
    !(waits[6]! <= 2000),
    `${seen}Nothing stops them from growing, and setTimeout takes what is above 24.8 days for 1 ms.`,
  )
  expect(waits).toEqual([100, 200, 400, 800, 1600, 2000, 2000])
})

test('keeps every wait between its bounds, whatever the dice say', () => {
  let thrown = 0
  const waits = (jitter: 'full' | 'equal', attempt: number) =>
    [0, 0.5, 1].map((share) => {
      const random = () => ((thrown += 1), share)
      return backoff({ baseMs: 100, maxMs: 1000, jitter, random })(attempt)
    })
  const first = waits('full', 1)
  const seen = `With a base of 100 ms the first wait was ${first.join(', ')} ms for dice of 0, 0.5, 1. `
  tell(first[0] === first[2], `${seen}Who failed in the same moment comes back in the same moment.`)
  tell(thrown === 0, '`random` was not asked: use the option, not Math.random.')
  tell(
    first[2]! > 100,
    `${seen}Chance was put on top of the wait. min(maxMs, base × factor^(n - 1)) is the longest ` +
      'wait, and chance takes away from it.',
  )
  tell(
    waits('full', 20)[1] === 1000,
    'The dice were thrown first, and the cap cut the result: from some attempt on everybody waits ' +
      'exactly maxMs, and the herd is together again. First the cap, then the dice.',
  )
  expect(first).toEqual([0, 50, 100])
  expect(waits('full', 2000)).toEqual([0, 500, 1000])
  expect(waits('equal', 1)).toEqual([50, 75, 100])
})

test('spreads 100 clients whose first try failed together', async () => {
  const delayMs = backoff({ baseMs: 500, maxMs: 5000, random: dice() })
  let asked = false
  const run = await crowd(downOnce, () => ({ delayMs, shouldRetry: () => (asked = true) }))
  const most = mostIn10Ms(sentAgain(run.trace))
  tell(!asked, 'What `shouldRetry` says was not asked. keepTrying() takes it as retry() does.')
  tell(most === 0, 'The first 100 retries were refused: a budget begins full, with `burst`.')
  diagnose(few(run.trace), [
    [
      most > 20,
      `100 clients failed at 5 ms, and ${most} of them came back within 10 ms (4 are drawn here). ` +
        'The dice have to be thrown for each wait.',
    ],
  ])
  expect(sentAgain(run.trace)).toHaveLength(100)
})

test('reads Retry-After in both its forms', () => {
  const read = (value: string) =>
    retryAfterMs(new Headers({ 'retry-after': value }), Date.UTC(2026, 9, 12, 8, 0, 0))
  const taken = ['-5', '1.5', '3 days', '', '0x10', '1e3']
    .map((value) => [value, read(value)] as const)
    .flatMap(([value, ms]) => (ms === undefined ? [] : [`"${value}" is ${ms}`]))
  tell(
    Number.isNaN(read('Mon, 12 Oct 2026 08:01:00 GMT')),
    'Number() of a date is NaN, and setTimeout takes NaN for 1 ms: you would hammer the server that ' +
      'asks for a pause. Retry-After may be seconds or a date.',
  )
  tell(
    read('Mon, 12 Oct 2026 07:00:00 GMT')! < 0,
    'A date that has passed came out as a wait below 0. Clocks differ, so it will happen: it is 0.',
  )
  tell(
    taken.length > 0,
    `Nonsense was taken for an answer: ${taken.join(', ')}. Number() and Date.parse() find a meaning ` +
      'in nearly everything. Digits only, or httpDateMs().',
  )
  const longest = read('9'.repeat(400))
  tell(longest !== 2 ** 31 * 1000, `400 digits came out as ${longest} ms: at most 2^31 seconds.`)
  expect(read('120')).toBe(120_000)
  expect(read('Mon, 12 Oct 2026 08:01:00 GMT')).toBe(60_000)
  expect(read('Mon Oct 12 07:00:00 2026')).toBe(0)
  expect(retryAfterMs(new Response('', { headers: { 'retry-after': '7' } }), 0)).toBe(7000)
  expect(retryAfterMs(new Response(''), 0)).toBeUndefined()
})

test('comes back no earlier than the server asks, and still spread', async () => {
  for (const retryAfter of [1, { date: 1 }]) {
    // Where the first tries failed, the server said until when.
    let dueMs = 0
    const run = await crowd(
      { failures: [{ kind: 'status', status: 503, retryAfter, first: 1 }] },
      (time) => ({
        delayMs: backoff({ baseMs: 500, maxMs: 5000, random: dice() }),
        shouldRetry(error) {
          const told = (error as Response).headers.get('retry-after') ?? ''
          dueMs = time.nowMs + (retryAfter === 1 ? 1000 : Date.parse(told) - Date.now())
          return true
        },
      }),
    )
    const againMs = sentAgain(run.trace)
    const early = againMs.filter((ms) => ms < dueMs).length
    diagnose(few(run.trace), [
      [
        early > 0,
        `Retry-After asked for a pause until ${dueMs} ms, and ${early} of 100 clients came earlier (4 ` +
          'are drawn here). The server knows better than your formula. The header is on the error.',
      ],
      [
        mostIn10Ms(againMs) > 20,
        `The server told 100 clients the same, and ${mostIn10Ms(againMs)} came back in the same 10 ms ` +
          '(4 are drawn here). What all are told is no jitter. Wait as told, then a part left to chance.',
      ],
    ])
    expect(againMs).toHaveLength(100)
    expect(Math.max(...againMs)).toBeLessThanOrEqual(dueMs + 500)
  }
  const told = { headers: new Headers({ 'retry-after': '60' }) }
  const waitMs = backoff({ baseMs: 100, maxMs: 1000, jitter: 'none' })(1, told)
  tell(
    waitMs < 60_000,
    `The server said 60 s, and you came after ${waitMs / 1000} s: \`maxMs\` caps your own wait, never ` +
      "the server's.",
  )
  expect(waitMs).toBe(60_100)
})

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
  const make = (bad: object) => backoff({ baseMs: 100, maxMs: 1000, ...bad })
  const bad = [{ baseMs: 0 }, { baseMs: Number.NaN }, { maxMs: 99 }, { maxMs: Infinity }]
  const attempts: (() => unknown)[] = [
    ...bad.map((options) => () => make(options)),
    () => make({ factor: 0.5 }),
    () => make({})(0),
    () => retryAfterMs(new Headers(), Number.NaN),
    () => retryBudget({ ratio: -1 }),
    () => retryBudget({ burst: 0 }),
    () => load('/', { deadlineMs: Number.NaN }),
    () => load('/', { retries: -1 }),
  ]
  const ends = await Promise.allSettled(attempts.map(async (attempt) => await attempt()))
  tell(
    ends.some((end) => end.status === 'fulfilled' || !(end.reason instanceof RangeError)),
    'An option that makes no sense was taken as it is: a base of 0 is no wait at all, and a NaN ' +
      'or an Infinity is 1 ms to setTimeout. Say so when it is given, and not in the outage.',
  )
  expect(ends).toHaveLength(11)
})
