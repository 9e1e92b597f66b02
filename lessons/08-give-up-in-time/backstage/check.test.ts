import {
  simulate,
  type MockApi,
  type NetworkInput,
  type Product,
  type Run,
  watchedSignal,
} from '@overlap/mock-server'
import { diagnose, type Trace } from '@overlap/trace'
import { expect, test } from 'vitest'
import { withDeadline, withTimeout } from '#lesson'

interface Given {
  readonly signal: AbortSignal
}

/** Work that hands its signal on, and is done when the body has been read. */
const getProduct =
  (api: MockApi) =>
  async ({ signal }: Given): Promise<Product> => {
    const response = await fetch(api.url('/products/3'), { signal })
    return (await response.json()) as Product
  }

/** Gets a product, and gives it up after 300 ms. */
const load = (network: NetworkInput): Promise<Run<Product>> =>
  simulate(network, (api) => withTimeout(getProduct(api), { timeoutMs: 300 }))

// The headers come after 100 ms, the body takes seconds.
const slowBody: NetworkInput = { latency: 100, bandwidth: { bytesPerSecond: 100 } }

/** The call that was seen, given up at `ms`. */
const givenUpAt = (ms: number, { calls, ...rest }: Trace): Trace => ({
  ...rest,
  nowMs: ms,
  calls: calls.map(({ id, method, url, client, attempt, sentMs, bodyBytes, headersMs = ms }) => {
    const call = { id, method, url, client, attempt, sentMs, bodyBytes, endMs: ms }
    return { ...call, outcome: 'aborted', ...(headersMs < ms && { headersMs }) }
  }),
})

const nameOf = (reason: unknown): string =>
  reason instanceof Error || reason instanceof DOMException ? reason.name : String(reason)

test('gives back what the work gives, and throws what it throws', async () => {
  const run = await load({ latency: 100 })
  expect(run.value.id).toBe(3)
  expect(run.settledMs).toBe(100)

  const broken = new Error('no id was given')
  for (const fails of [
    () => Promise.reject(broken),
    () => {
      throw broken
    },
  ]) {
    const failed = await simulate({}, () => withTimeout<string>(fails, { timeoutMs: 300 }))
    expect(failed.reason).toBe(broken)
  }
})

test('rejects with a TimeoutError when no answer comes', async () => {
  const run = await load({ failures: [{ kind: 'hang' }] })
  diagnose(
    run,
    [
      [
        run.outcome === 'never-settles' || run.settledMs >= 300_000,
        'No answer came, and no timer of yours ended the wait: `fetch` itself gives up only after 300 s. Was ' +
          'yours stopped too early? `return promise` leaves a `try` at once, and then `finally` runs. To stop ' +
          'the timer when the work is done, make the function async and `return await`.',
      ],
      [
        run.outcome === 'fulfilled',
        'Time was up, and undefined came as if it were the answer. The next line of the program takes it ' +
          'for a product. A timeout is an error: reject.',
      ],
      [
        nameOf(run.reason) === 'AbortError',
        'The work was aborted in time, but you gave no reason: so the caller hears of an AbortError, as if ' +
          'somebody had called it off. `controller.abort(reason)` passes on what you give it.',
      ],
      [
        ['Error', 'TimeoutError'].includes(nameOf(run.reason)) &&
          !(run.reason instanceof DOMException),
        `Time was up, and the caller got a plain ${nameOf(run.reason)}. Make it \`new DOMException('…', ` +
          "'TimeoutError')`, as `AbortSignal.timeout` does: so callers can tell it from a failure.",
      ],
    ],
    givenUpAt(300, run.trace),
  )
  expect(nameOf(run.reason)).toBe('TimeoutError')
  expect(run.reason).toBeInstanceOf(DOMException)
  expect(run.settledMs).toBe(300)
})

test('aborts the call, body included', async () => {
  for (const [when, network] of [
    ['before the headers came', { latency: 2000 }],
    ['while the body was coming', slowBody],
  ] as const) {
    const run = await load(network)
    diagnose(
      run,
      [
        [
          run.settledMs === 300 && run.counters.abortsSeen === 0,
          `Time was up ${when}. The caller got its error, and the call ran on: the server works on an ` +
            'answer that nobody will read, and the connection is taken. A race stops the waiting, not ' +
            'the work. Give the work a signal of yours, and abort it.',
        ],
      ],
      givenUpAt(300, run.trace),
    )
    expect(nameOf(run.reason)).toBe('TimeoutError')
    expect(run.settledMs).toBe(300)
    expect(run).toHaveAborted(1)
  }
})

test('keeps the signal of the caller, and its reason', async () => {
  const reason = new Error('the user left the page')
  const controller = new AbortController()
  const run = await simulate(slowBody, (api, time) => {
    void time.sleep(200).then(() => controller.abort(reason))
    return withTimeout(getProduct(api), { timeoutMs: 300, signal: controller.signal })
  })
  diagnose(
    run,
    [
      [
        run.settledMs > 200,
        'The caller gave up after 200 ms, and nobody listened: the call went on until time was up. The ' +
          'signal of the timeout took the place of the one that the caller gave. Both must end the work.',
      ],
      [
        nameOf(run.reason) === 'TimeoutError',
        'The caller gave up after 200 of 300 ms: there was time left, and you report a TimeoutError. ' +
          'Whoever catches it will try again, for a user who has left. Pass `signal.reason` on.',
      ],
    ],
    givenUpAt(200, run.trace),
  )
  expect(run.reason).toBe(reason)
  expect(run.settledMs).toBe(200)
  expect(run).toHaveAborted(1)
})

test('gives up in time although the work does not listen', async () => {
  const run = await simulate({}, (_, time) =>
    withTimeout(() => time.sleep(2000), { timeoutMs: 300 }),
  )
  diagnose(run, [
    [
      run.settledMs > 300,
      `This work does not look at its signal, and so the caller waited for ${run.settledMs} ms instead of 300. ` +
        'An abort is a request, not a command. You need both: the abort, and a promise of your own that ' +
        'rejects in that moment.',
    ],
  ])
  expect(nameOf(run.reason)).toBe('TimeoutError')
  expect(run.settledMs).toBe(300)
})

test('does not begin when it is too late', async () => {
  const reason = new Error('the user left the page')
  const begun: string[] = []
  const gone = await simulate({}, () => {
    const options = { timeoutMs: 300, signal: AbortSignal.abort(reason) }
    return withTimeout(() => begun.push('gone'), options)
  })
  const past = await simulate({}, async (_, time) => {
    await time.sleep(100)
    return withDeadline(() => begun.push('past'), { deadlineMs: 90 })
  })
  const zero = await simulate({}, () => withTimeout(() => begun.push('zero'), { timeoutMs: 0 }))
  diagnose(gone, [
    [
      begun.includes('gone'),
      'The caller had given up before, and the work was begun all the same: an order would have been ' +
        'sent. Look at the signal first.',
    ],
    [
      begun.includes('past') && begun.includes('zero'),
      'The deadline was at 90 ms, the clock stood at 100, and the work was begun. Nothing is left ' +
        '(`timeoutMs` came out as 0 or less): reject before you call the work.',
    ],
    [
      begun.includes('past'),
      'The deadline was at 90 ms, the clock stood at 100, and the work was begun. What is left of a ' +
        'deadline is that moment less `performance.now()`. Here it is less than nothing.',
    ],
    [
      begun.includes('zero'),
      '`timeoutMs` was 0, and the work was begun. There is no time for it: reject before you call ' +
        'the work.',
    ],
    [
      past.reason instanceof RangeError,
      'The deadline had passed, and what was left was negative: that is no wrong argument. Reject ' +
        'with a `TimeoutError`.',
    ],
  ])
  expect(gone.reason).toBe(reason)
  expect(nameOf(past.reason)).toBe('TimeoutError')
  expect(nameOf(zero.reason)).toBe('TimeoutError')
})

test('leaves no timer behind', async () => {
  const endings = {
    'was done': () => 1,
    failed: () => Promise.reject(new Error('no')),
    threw: () => JSON.parse('{'),
    'was called off': () => new Promise(() => {}),
  }
  for (const [what, ending] of Object.entries(endings)) {
    const controller = new AbortController()
    let given: AbortSignal | undefined
    const run = await simulate({}, () => {
      const work = (options: Given): unknown => {
        given = options.signal
        return ending()
      }
      const answer = withTimeout(work, { timeoutMs: 1500, signal: controller.signal })
      if (what === 'was called off') controller.abort()
      return answer
    })
    diagnose(run, [
      [
        run.timersLeft > 0 && what === 'threw',
        'The work threw before it made a promise, so your clean-up was never reached, and the timer is ' +
          'left. Not every function that fails is async: `Promise.try` makes a rejection of what it throws.',
      ],
      [
        run.timersLeft > 0,
        `The work ${what} at once, and a timer of 1500 ms is left. Node waits for it: it keeps the process ` +
          'alive, and every call leaves one more. Stop the timer however the work ends: in `finally`.',
      ],
      [
        // A simulation goes on for ten more minutes when its work is over.
        given?.aborted === true && nameOf(given.reason) === 'TimeoutError',
        `The work ${what} at once, and 1500 ms later its signal aborted. Nothing stops the timer of ` +
          '`AbortSignal.timeout`: each call leaves one, and what it holds, until its time has come. Use ' +
          'a timer that can be stopped.',
      ],
    ])
    expect(run.timersLeft).toBe(0)
  }
})

test('leaves no listener on the signal of the caller', async () => {
  const { signal, listeners } = watchedSignal()
  const endings = [() => 1, () => Promise.reject(new Error('no')), () => new Promise(() => {})]
  const run = await simulate({}, async () => {
    for (let i = 0; i < 1000; i += 1) {
      const work = endings[i % endings.length] as () => unknown
      await withTimeout(work, { timeoutMs: 10, signal }).catch(() => {})
    }
  })
  diagnose(run, [
    [
      listeners.size > 0,
      `After 1000 calls, ${listeners.size} listeners hang on the signal of the caller, one for each call, and with ` +
        'each all that it refers to. That signal may live as long as the program. Remove your listener ' +
        'however the work ends: `once` counts only if the signal aborts.',
    ],
  ])
  expect(run.outcome).toBe('fulfilled')
  expect(listeners.size).toBe(0)
})

test('takes any number of milliseconds, and refuses what is none', async () => {
  const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000
  for (const [length, timeoutMs] of [
    ['30 days', thirtyDaysMs],
    ['infinite length', Infinity],
  ] as const) {
    const run = await simulate({ latency: 100 }, (api) =>
      withTimeout(getProduct(api), { timeoutMs }),
    )
    diagnose(run, [
      [
        run.outcome === 'rejected' && run.settledMs < 100,
        `A timeout of ${length} was over after ${run.settledMs} ms. \`setTimeout\` takes 2^31 - 1 ms at most, ` +
          'that is 24.8 days; a longer delay it takes for 1 ms. `startTimer` takes any.',
      ],
    ])
    expect(run.value.id).toBe(3)
  }
  for (const [given, refused] of [
    ['timeoutMs: NaN', () => withTimeout(() => 1, { timeoutMs: Number.NaN })],
    ['timeoutMs: -1', () => withTimeout(() => 1, { timeoutMs: -1 })],
    ['deadlineMs: NaN', () => withDeadline(() => 1, { deadlineMs: Number.NaN })],
  ] as const) {
    const { reason } = await simulate({}, refused)
    expect(reason, `${given} makes no sense, so expect a RangeError`).toBeInstanceOf(RangeError)
  }
})

test('shares one deadline among several steps', async () => {
  const run = await simulate({ latency: 200 }, async (api, time) => {
    await time.sleep(100)
    const deadlineMs = performance.now() + 500
    for (let step = 1; step <= 3; step += 1) await withDeadline(getProduct(api), { deadlineMs })
  })
  diagnose(run, [
    [
      run.settledMs > 600,
      `Three steps shared a deadline at 600 ms, and were over at ${run.settledMs}: each step got the whole budget anew. ` +
        'A deadline is a moment. What is left for a step is that moment less `performance.now()`.',
    ],
    [
      run.settledMs < 600,
      'The deadline was 500 ms ahead, and you took it for past. It is a time on the clock of ' +
        '`performance.now()`, which counts from the start of the program. Date.now() counts from 1970, and ' +
        'jumps when somebody sets the clock.',
    ],
  ])
  expect(nameOf(run.reason)).toBe('TimeoutError')
  expect(run.settledMs).toBe(600)
  expect(run).toHaveCalls(3)
  expect(run).toHaveAborted(1)
})
