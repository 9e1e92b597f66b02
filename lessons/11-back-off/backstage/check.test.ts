import { simulate, type NetworkInput, type VirtualTime } from '@overlap/mock-server'
import { diagnose, Misconception, type Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { backoff, retryAfterMs } from '#lesson'
type DelayMs = ReturnType<typeof backoff>

/** Gets a URL in up to four attempts. */
async function load(url: string, { delayMs, onFailure }: Options): Promise<void> {
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const response = await fetch(url)
    await response.text()
    if (response.ok) return
    onFailure?.(response)
    const waitMs = delayMs(attempt, response)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

interface Options {
  readonly delayMs: DelayMs
  readonly onFailure?: (response: Response) => void
}

const crowd = (network: NetworkInput, options: (time: VirtualTime) => Options) =>
  simulate({ latency: 5, ...network }, (_, time) => {
    const shared = options(time)
    const ids = Array.from({ length: 100 }, (_, i) => i + 1)
    return Promise.all(ids.map((id) => load(`http://shop.test/products/${id}`, shared)))
  })

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
  const run = await crowd(downOnce, () => ({ delayMs }))
  const most = mostIn10Ms(sentAgain(run.trace))
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
        onFailure({ headers }) {
          const told = headers.get('retry-after') ?? ''
          dueMs = time.nowMs + (retryAfter === 1 ? 1000 : Date.parse(told) - Date.now())
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

test('refuses options that make no sense', async () => {
  const make = (bad: object) => backoff({ baseMs: 100, maxMs: 1000, ...bad })
  const bad = [{ baseMs: 0 }, { baseMs: Number.NaN }, { maxMs: 99 }, { maxMs: Infinity }]
  const attempts: (() => unknown)[] = [
    ...bad.map((options) => () => make(options)),
    () => make({ factor: 0.5 }),
    () => make({})(0),
    () => retryAfterMs(new Headers(), Number.NaN),
  ]
  const ends = await Promise.allSettled(attempts.map(async (attempt) => await attempt()))
  tell(
    ends.some((end) => end.status === 'fulfilled' || !(end.reason instanceof RangeError)),
    'An option that makes no sense was taken as it is: a base of 0 is no wait at all, and a NaN ' +
      'or an Infinity is 1 ms to setTimeout. Say so when it is given, and not in the outage.',
  )
  expect(ends).toHaveLength(7)
})
