import { simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import { diagnose, Misconception, type Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { backoff, keepTrying, retryAfterMs, retryBudget } from '#lesson'

type Options = Parameters<typeof keepTrying>[1]

/** The server said no. */
class Refusal extends Error {
  readonly headers: Headers
  constructor(response: Response) {
    super(`it answered ${response.status}`)
    this.headers = response.headers
  }
}

const get =
  (url: string) =>
  async ({ signal }: { readonly signal: AbortSignal }) => {
    const response = await fetch(url, { signal })
    const body = await response.text()
    if (!response.ok) throw new Refusal(response)
    return body
  }

/** Tries hard: whatever is not set here. */
const patient = (options: Partial<Options> = {}): Options => ({
  retries: 3,
  shouldRetry: () => true,
  delayMs: () => 200,
  deadlineMs: performance.now() + 60_000,
  budget: retryBudget({ burst: 1000 }),
  ...options,
})

/** A product of its own for each of 100 clients, all asked for at once. */
const crowd = (network: NetworkInput, options: () => Partial<Options>): Promise<Run<unknown>> =>
  simulate(network, (api) => {
    const shared = options()
    const urls = Array.from({ length: 100 }, (_, i) => api.url(`/products/${i + 1}`))
    return Promise.allSettled(urls.map((url) => keepTrying(get(url), patient(shared))))
  })

/** Dice that fall the same way each time. */
function dice(): () => number {
  let state = 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** The most calls in any 10 ms. */
const mostAtOnce = (timesMs: readonly number[]): number =>
  Math.max(0, ...timesMs.map((from) => timesMs.filter((ms) => ms >= from && ms < from + 10).length))

const sentAgain = ({ calls }: Trace): number[] =>
  calls.filter((call) => call.attempt > 1).map((call) => call.sentMs)

/** The first few of many calls, to look at. */
const few = (trace: Trace): Trace => ({
  ...trace,
  calls: trace.calls.filter((call) => /\/[1-8]$/u.test(call.url)),
})

/** A diagnosis where there is nothing to draw. */
function tell(mistakes: readonly (readonly [happened: boolean, sentence: string])[]): void {
  const mistake = mistakes.find(([happened]) => happened)
  if (mistake !== undefined) throw new Misconception(mistake[1], '')
}

/** Calls that fail after 10 ms, with these waits between them. */
const triesAfter = (waitsMs: readonly number[]): Trace => {
  let sentMs = 0
  const calls = [0, ...waitsMs].map((waitMs, id) => {
    sentMs += waitMs + (id === 0 ? 0 : 10)
    const endMs = sentMs + 10
    const url = 'http://shop.test/products/1'
    const call = { id, method: 'GET', url, client: '', attempt: id + 1, sentMs, bodyBytes: 0 }
    return { ...call, headersMs: endMs, endMs, status: 503, outcome: 'http-error' as const }
  })
  return { calls, marks: [], dropped: 0, epochMs: 0, nowMs: sentMs + 10 }
}

test('waits longer after each failure, but never longer than maxMs', () => {
  const delayMs = backoff({ baseMs: 100, maxMs: 2000, jitter: 'none' })
  const wanted = [100, 200, 400, 800, 1600, 2000]
  const waits = [1, 2, 3, 4, 5, 6].map((n) => delayMs(n))
  const [first, second, third] = waits
  const late = delayMs(2000)
  diagnose(
    triesAfter(waits),
    [
      [
        first === 200,
        'The first wait is 200 ms, with a base of 100. Attempts count from 1, so the exponent after ' +
          'the first failure is 0.',
      ],
      [
        second === 200 && third === 300,
        '100, 200, 300: that grows by the same step each time. An outage of a minute is as likely as ' +
          'one of a second. Multiply, and a few tries reach from one to the other.',
      ],
      [
        !(late <= 2000),
        `After 2,000 failures the wait is ${late} ms. Nothing stops it from growing, and setTimeout ` +
          'takes what is above 24.8 days for 1 ms: in the end the retries come without a pause.',
      ],
    ],
    triesAfter(wanted),
  )
  expect(waits).toEqual(wanted)
  expect(late).toBe(2000)
  expect(backoff({ baseMs: 50, maxMs: 9999, factor: 3, jitter: 'none' })(4)).toBe(1350)
})

test('keeps every wait between its bounds, whatever the dice say', () => {
  const waits = (jitter: 'full' | 'equal', n: number) =>
    [0, 0.5, 1].map((share) =>
      backoff({ baseMs: 100, maxMs: 1000, jitter, random: () => share })(n),
    )
  const [least, middle, most = 0] = waits('full', 1)
  tell([
    [
      most > 100,
      `With a base of 100 ms the wait after the first failure was up to ${most} ms. Chance was put on ` +
        'top of the wait. min(maxMs, base × factor^(n - 1)) is the longest wait, and chance takes ' +
        'away from it.',
    ],
    [
      least === 100 && most === 100,
      'Whatever the dice say, the wait is the same. Everybody who failed in this moment comes back ' +
        'in the same moment.',
    ],
    [
      waits('full', 20)[1] === 1000,
      'The dice were thrown first and the cap applied to the result: from some attempt on everybody ' +
        'waits exactly maxMs, and the herd is together again. First the cap, then the dice.',
    ],
  ])
  expect([least, middle, most]).toEqual([0, 50, 100])
  expect(waits('full', 3)).toEqual([0, 200, 400])
  expect(waits('full', 2000)).toEqual([0, 500, 1000])
  expect(waits('equal', 1)).toEqual([50, 75, 100])
  expect(waits('equal', 2000)).toEqual([500, 750, 1000])
})

test('spreads 100 clients whose first try failed together', async () => {
  const outage: NetworkInput = {
    latency: 5,
    failures: [{ kind: 'status', status: 503, first: 1 }],
  }
  for (const jitter of ['full', 'equal'] as const) {
    const run = await crowd(outage, () => ({
      delayMs: backoff({ baseMs: 500, maxMs: 5000, jitter, random: dice() }),
    }))
    const most = mostAtOnce(sentAgain(run.trace))
    diagnose(few(run.trace), [
      [
        most > 20,
        `100 clients failed at 5 ms, and ${most} of them came back within 10 ms (8 are drawn here). ` +
          'Waiting longer does not help a server that is hit by all at once. The dice have to be ' +
          'thrown for each wait.',
      ],
    ])
    expect(sentAgain(run.trace)).toHaveLength(100)
  }
})

test('reads Retry-After in both its forms', () => {
  const nowMs = Date.UTC(2026, 9, 12, 8, 0, 0)
  const read = (value?: string) =>
    retryAfterMs(new Headers(value === undefined ? {} : { 'retry-after': value }), nowMs)
  const aMinuteLater = 'Mon, 12 Oct 2026 08:01:00 GMT'
  tell([
    [
      Number.isNaN(read(aMinuteLater)),
      `"Retry-After: ${aMinuteLater}" came out as NaN, for Number() of a date is none. setTimeout ` +
        'takes NaN for 1 ms, so you would hammer the server that asks for a pause. It may be ' +
        'seconds or a date.',
    ],
    [
      (read('Mon, 12 Oct 2026 07:00:00 GMT') ?? 0) < 0,
      'A date that has passed came out as a negative wait. The clocks of two machines differ, so it ' +
        'will happen. It means: now, 0 ms.',
    ],
    [
      ['-5', '1.5', '3 days', ''].some((value) => read(value) !== undefined),
      `Nonsense was taken for an answer: "-5", "1.5", "3 days" and nothing at all came out as ` +
        `${['-5', '1.5', '3 days', ''].map((value) => String(read(value))).join(', ')}. Number() and ` +
        'Date.parse() find a meaning in nearly everything. Digits only, or httpDateMs().',
    ],
  ])
  expect(read('120')).toBe(120_000)
  expect(read('0')).toBe(0)
  expect(read(aMinuteLater)).toBe(60_000)
  expect(read('Monday, 12-Oct-26 08:01:00 GMT')).toBe(60_000)
  expect(read('Mon Oct 12 08:01:00 2026')).toBe(60_000)
  expect(read('Mon, 12 Oct 2026 07:00:00 GMT')).toBe(0)
  for (const value of [undefined, '', '-5', '1.5', '3 days', 'soon', '0x10', '1e3', 'Infinity']) {
    expect(read(value)).toBeUndefined()
  }
  expect(read('9'.repeat(400))).toBeGreaterThan(2 ** 31)
  expect(read('9'.repeat(400))).toBeLessThan(Infinity)
  expect(retryAfterMs(new Response('', { headers: { 'retry-after': '7' } }), nowMs)).toBe(7000)
})

test('comes back no earlier than the server asks, and still spread', async () => {
  for (const retryAfter of [1, { date: 1 }]) {
    let dueMs = 0
    const shouldRetry = (error: unknown): boolean => {
      const told = (error as Refusal).headers.get('retry-after') ?? ''
      dueMs = retryAfter === 1 ? 1005 : performance.now() + Date.parse(told) - Date.now()
      return true
    }
    const run = await crowd(
      { latency: 5, failures: [{ kind: 'status', status: 503, retryAfter, first: 1 }] },
      () => ({ delayMs: backoff({ baseMs: 500, maxMs: 5000, random: dice() }), shouldRetry }),
    )
    const againMs = sentAgain(run.trace)
    const early = againMs.filter((ms) => ms < dueMs).length
    const most = mostAtOnce(againMs)
    const asked = retryAfter === 1 ? '"Retry-After: 1"' : 'a date in Retry-After'
    diagnose(few(run.trace), [
      [
        early > 0,
        `The server asked for a pause with ${asked}, until ${dueMs} ms, and ${early} of 100 clients ` +
          'came earlier (8 are drawn here). It knows better than your formula when it will be ready. ' +
          'The header is on the error.',
      ],
      [
        most > 20,
        `The server told 100 clients the same: ${asked}. ${most} of them came back in the same 10 ms. ` +
          'What all are told is no jitter. Wait as told, and then a part left to chance.',
      ],
    ])
    expect(againMs).toHaveLength(100)
    expect(Math.max(...againMs)).toBeLessThanOrEqual(dueMs + 500)
  }
})

test('sends nothing after the deadline, and waits for nothing', async () => {
  const until = (network: NetworkInput, deadlineMs: number): Promise<Run<string>> =>
    simulate({ latency: 50, ...network }, (api) =>
      keepTrying(get(api.url('/products/3')), patient({ deadlineMs })),
    )
  const down = await until({ failures: [{ kind: 'status', status: 503 }] }, 450)
  const hung = await until(
    { failures: [{ kind: 'status', status: 503, first: 1 }, { kind: 'hang' }] },
    450,
  )
  const lateMs = down.trace.calls.map((call) => call.sentMs).filter((ms) => ms >= 450)
  diagnose(down, [
    [
      lateMs.length > 0,
      `The deadline was 450 ms, and a call was sent at ${lateMs[0]} ms. Before the wait there was ` +
        'time left, after it there was none. Ask whether the wait fits in.',
    ],
    [
      down.settledMs > 300,
      `At 300 ms it was clear: the next wait ends at 500, the deadline is 450. You gave up at ` +
        `${down.settledMs} ms all the same, and the error that says why was lost on the way. The ` +
        'caller could have used the time.',
    ],
  ])
  diagnose(hung, [
    [
      hung.settledMs !== 450,
      `The deadline was 450 ms, the second call hung, and all was over at ${hung.settledMs} ms. The ` +
        'deadline is for everything: the tries and the waits between them. It belongs outside, ' +
        'around the retries, and there is one.',
    ],
  ])
  expect(down.trace.calls.map((call) => call.sentMs)).toEqual([0, 250])
  expect(down.reason).toBeInstanceOf(Refusal)
  expect(hung.reason).toHaveProperty('name', 'TimeoutError')
  expect(hung).toHaveAborted(1)
  expect((await until({ failures: [{ kind: 'reset', first: 1 }] }, 450)).outcome).toBe('fulfilled')
})

test('keeps the retries of an outage within the budget', async () => {
  /** 200 calls, 10 ms apart, all with the same budget. */
  const callAll = async (api: MockApi, options: Options): Promise<void> => {
    const calls = Array.from({ length: 200 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 10))
      await keepTrying(get(api.url(`/todos/${i + 1}`)), options)
    })
    await Promise.allSettled(calls)
  }
  const down: NetworkInput = { failures: [{ kind: 'status', status: 503 }], latency: 5 }
  const run = await simulate(down, (api) =>
    callAll(api, patient({ budget: retryBudget({ ratio: 0.2, burst: 5 }), delayMs: () => 20 })),
  )
  const { attempts, calls } = run.counters
  diagnose(few(run.trace), [
    [
      attempts === 800,
      'The server was down, and 200 calls became 800 (8 of the 200 are drawn here). Three retries ' +
        'for each call is no bound on the load: it is four times as much, when the server can bear ' +
        'it least. Ask the budget before each retry.',
    ],
    [
      attempts > 245,
      `200 calls with a budget of 0.2 and a burst of 5 may be sent 245 times, and were sent ` +
        `${attempts} times. A retry that pays in breeds further retries. A call pays in once.`,
    ],
  ])
  expect(calls).toBe(200)
  expect(attempts).toBeLessThanOrEqual(245)
  expect(attempts).toBeGreaterThan(240)

  const afterCalm = await simulate({ latency: 5 }, async (api) => {
    const options = patient({ budget: retryBudget({ ratio: 0.2, burst: 5 }), delayMs: () => 20 })
    await callAll(api, options)
    api.network = down
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => keepTrying(get(api.url(`/users/${i + 1}`)), options)),
    )
  })
  const again = sentAgain(afterCalm.trace).length
  diagnose(
    { ...afterCalm.trace, calls: afterCalm.trace.calls.filter(({ url }) => url.includes('users')) },
    [
      [
        again > 9,
        `After 200 good calls the server went down, and 20 calls brought ${again} retries at once. ` +
          'The calm had saved them up. A bucket has a rim: no more than `burst`.',
      ],
    ],
  )
  expect(again).toBeGreaterThanOrEqual(5)
})

test('pays only for retries that are made', async () => {
  const budget = retryBudget({ ratio: 0, burst: 1 })
  const run = await simulate(
    { latency: 5, failures: [{ kind: 'status', status: 503, first: 1 }] },
    async (api) => {
      for (const [id, reason] of [
        [1, { shouldRetry: () => false }],
        [2, { delayMs: () => 70_000 }],
        [3, { retries: 0 }],
      ] as const) {
        await keepTrying(get(api.url(`/products/${id}`)), patient({ budget, ...reason })).catch(
          () => {},
        )
      }
      return keepTrying(get(api.url('/products/4')), patient({ budget }))
    },
  )
  diagnose(run, [
    [
      run.outcome === 'rejected',
      'Three calls failed and were not retried: not worth it, no time left, no retries left. The ' +
        'fourth should have been, and the budget was empty. Take out of it last, when all else says ' +
        'yes.',
    ],
  ])
  expect(run.trace.calls.map((call) => call.attempt)).toEqual([1, 1, 1, 1, 2])
})

test('gives the reason back, untouched, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  for (const [during, atMs] of [
    ['a call', 20],
    ['a wait', 100],
  ] as const) {
    const controller = new AbortController()
    const run = await simulate(
      { latency: 50, failures: [{ kind: 'status', status: 503 }] },
      (api, time) => {
        void time.sleep(atMs).then(() => controller.abort(reason))
        return keepTrying(get(api.url('/products/3')), patient({ signal: controller.signal }))
      },
    )
    diagnose(run, [
      [
        run.settledMs > atMs,
        `The caller gave up at ${atMs} ms, during ${during}, and it went on until ${run.settledMs} ms. ` +
          'The signal of the caller has to reach the tries and the waits.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.timersLeft).toBe(0)
  }
})

test('refuses options that make no sense', async () => {
  const good = { baseMs: 100, maxMs: 1000 }
  for (const bad of [
    { baseMs: 0 },
    { baseMs: Number.NaN },
    { maxMs: 99 },
    { maxMs: Infinity },
    { factor: 0.5 },
    { jitter: 'some' as never },
  ]) {
    expect(() => backoff({ ...good, ...bad }), JSON.stringify(bad)).toThrow(RangeError)
  }
  for (const attempt of [0, 1.5, Number.NaN]) {
    expect(() => backoff(good)(attempt), `attempt ${attempt}`).toThrow(RangeError)
  }
  for (const bad of [{ ratio: -1 }, { ratio: Number.NaN }, { burst: 0 }, { burst: Infinity }]) {
    expect(() => retryBudget(bad), JSON.stringify(bad)).toThrow(RangeError)
  }
  expect(() => retryAfterMs(new Headers(), Number.NaN)).toThrow(RangeError)
  const call = (): Promise<string> => Promise.resolve('tea')
  for (const bad of [{ deadlineMs: Number.NaN }, { retries: -1 }]) {
    await expect(keepTrying(call, patient(bad)), JSON.stringify(bad)).rejects.toThrow(RangeError)
  }
})
