import { simulate, type NetworkInput, type VirtualTime } from '@overlap/mock-server'
import { diagnose } from '@overlap/trace'
import { expect, test } from 'vitest'
import { isTransient, placeOrder, retry } from '#lesson'

type Options = NonNullable<Parameters<typeof retry>[1]>
type Failures = NonNullable<NetworkInput['failures']>
type Meanwhile = (time: VirtualTime) => void

const down: NetworkInput = { latency: 100, failures: [{ kind: 'status', status: 503 }] }

/** Gets product 3 by `retry`, which is to try again after any failure unless told otherwise. */
async function load(network: NetworkInput, options: Options, meanwhile?: Meanwhile) {
  const attempts: number[] = []
  const run = await simulate(network, (api, time) => {
    meanwhile?.(time)
    return retry(
      async ({ signal, attempt }) => {
        attempts.push(attempt)
        const response = await fetch(api.url('/products/3'), { signal }).catch((cause: unknown) => {
          throw new Error('no answer', { cause })
        })
        if (!response.ok) throw new Error(`the shop answered ${response.status}`)
        return ((await response.json()) as { id: number }).id
      },
      { retries: 2, delayMs: 50, shouldRetry: () => true, ...options },
    )
  })
  return { run, attempts, sentMs: run.trace.calls.map((call) => call.sentMs) }
}

const giveUp = (controller: AbortController, ms: number, reason?: unknown): Meanwhile => {
  return (time) => void time.sleep(ms).then(() => controller.abort(reason))
}

const teapots = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const kites = { userId: 1, items: [{ productId: 9, quantity: 1 }] }

/** Does something about orders in a shop whose first answers may fail. */
const order = <T>(failures: Failures, work: (shop: string) => Promise<T>) =>
  simulate({ latency: 100, failures }, ({ origin }) => work(origin))

test('tries again after a failure, `retries` times at most', async () => {
  const { run, attempts } = await load(
    { latency: 100, failures: [{ kind: 'status', status: 503, first: 2 }] },
    { retries: 2 },
  )
  diagnose(run, [
    [
      attempts.length === 2,
      'Two retries were asked for, and there was one: you counted the first attempt as a retry. ' +
        '`retries: 2` makes three attempts, and the third would have had the answer.',
    ],
  ])
  expect(attempts).toEqual([1, 2, 3])
  expect(run.value).toBe(3)
  expect((await load(down, { retries: 2 })).attempts).toHaveLength(3)
  expect((await load(down, { retries: 0 })).attempts).toHaveLength(1)
  expect((await load({}, { retries: 2 })).attempts).toHaveLength(1)

  const parse = ({ attempt }: { attempt: number }): unknown => JSON.parse(attempt < 3 ? '{' : '3')
  const atOnce = await simulate({}, () => retry(parse, { retries: 2, shouldRetry: () => true }))
  diagnose(atOnce, [
    [
      atOnce.outcome === 'rejected',
      'The first attempt threw before it had made a promise, and its error went past your `catch`: not ' +
        'every function that fails is async. `await fn(…)` inside `try` catches both.',
    ],
  ])
  expect(atOnce.value).toBe(3)
})

test('throws the last error as it is, and tells `onRetry` of those before', async () => {
  const errors = ['first', 'second', 'third'].map((message) => new Error(message))
  const told: unknown[] = []
  const run = await simulate({}, () =>
    retry<unknown>(({ attempt }) => Promise.reject(errors[attempt - 1]), {
      retries: 2,
      shouldRetry: () => true,
      delayMs: 50,
      onRetry: (failed) => told.push(failed),
    }),
  )
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'All attempts failed, and the caller got undefined, as if that were the answer. What went wrong is ' +
        'lost. When no attempt is left, throw the last error.',
    ],
    [
      !errors.some((error) => error === run.reason),
      `All attempts failed, and you threw an error of your own: "${String(run.reason)}". The caller will look for ` +
        '`error.status`, and it is gone. Throw the last error, the very object.',
    ],
  ])
  expect(run.reason).toBe(errors[2])
  expect(told).toEqual([
    { error: errors[0], attempt: 1, delayMs: 50 },
    { error: errors[1], attempt: 2, delayMs: 50 },
  ])
})

test('does what `shouldRetry` says', async () => {
  const { run, attempts } = await load(down, {
    shouldRetry: (error, attempt) => error instanceof Error && attempt < 2,
  })
  diagnose(run, [
    [
      attempts.length === 3,
      '`shouldRetry` said no after the second attempt, and there was a third. Not every failure gets ' +
        'better: ask before each further attempt.',
    ],
  ])
  expect(attempts).toEqual([1, 2])

  const no = await load(down, { shouldRetry: () => Promise.resolve(false) })
  diagnose(no.run, [
    [
      no.attempts.length > 1,
      '`shouldRetry` gave a promise of `false`, and you took the promise for the answer. A promise is an ' +
        'object, and so always true. `await` it.',
    ],
  ])
  expect(no.attempts).toEqual([1])
})

test('waits before each further attempt, and not after the last', async () => {
  const { run, sentMs } = await load(down, { retries: 2, delayMs: 50 })
  diagnose(run, [
    [
      run.settledMs === 450,
      'The last attempt failed at 400 ms, and the caller heard of it at 450: you waited, and then there ' +
        'was nothing left to wait for. First ask whether an attempt is left.',
    ],
  ])
  expect(sentMs).toEqual([0, 150, 300])
  expect(run.settledMs).toBe(400)

  const delayMs = (attempt: number, error: unknown): number =>
    error instanceof Error ? attempt * 200 : NaN
  expect((await load(down, { retries: 2, delayMs })).sentMs).toEqual([0, 300, 800])
})

test('stops at once when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  const late = await load(down, { signal: AbortSignal.abort(reason) })
  diagnose(late.run, [
    [
      late.attempts.length > 0,
      'The caller had given up before, and an attempt was begun all the same. Look at the signal first: ' +
        '`signal.throwIfAborted()`.',
    ],
  ])
  expect(late.run.reason).toBe(reason)

  for (const [where, abortMs, retries] of [
    ['in the first call', 60, 2],
    ['in the last call', 60, 0],
    ['in a wait', 300, 2],
  ] as const) {
    const controller = new AbortController()
    const options = { retries, delayMs: 1000, signal: controller.signal }
    const { run, attempts } = await load(down, options, giveUp(controller, abortMs, reason))
    diagnose(run, [
      [
        run.settledMs > abortMs && abortMs === 60,
        'The caller gave up in the first call, which ended because of that. You took it for a failure. ' +
          'Called off is not failed: ask the signal before you ask `shouldRetry`.',
      ],
      [
        run.settledMs > abortMs,
        `The caller gave up in the wait, at ${abortMs} ms, and heard of it at ${run.settledMs}: you slept on` +
          `${attempts.length > 1 ? ', and began an attempt for nobody' : ''}. The wait has to listen, too.`,
      ],
      [
        run.reason !== reason,
        `The caller gave up ${where}, and was told what came of that: "${String(run.reason)}". It knows why it gave up, and ` +
          'compares: pass `signal.reason` on, the very object.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.settledMs).toBe(abortMs)
    expect(run).toHaveCalls(1)
  }
})

test('leaves no timer and no listener behind', async () => {
  const controller = new AbortController()
  const { signal, listeners } = watched(controller)
  const { run } = await load(down, { signal })
  diagnose(run, [
    [
      listeners.size > 0,
      `All waits are over, and ${listeners.size} listeners are still on the signal of the caller. It may live as long ` +
        'as the program. `once` takes a listener away when it fires, and these never did.',
    ],
  ])
  expect(listeners.size).toBe(0)

  const givenUp = await load(down, { signal, delayMs: 60_000 }, giveUp(controller, 300))
  diagnose(givenUp.run, [
    [
      givenUp.run.timersLeft > 0,
      'The caller gave up in the wait, and was told; but the timer of the wait runs on, and keeps Node ' +
        'alive for a minute. Stop the timer when the signal aborts.',
    ],
  ])
  expect(givenUp.run).toMatchObject({ timersLeft: 0, unhandled: [] })
})

test('knows which failures may be gone the next time', async () => {
  const statuses = (...list: number[]) =>
    list.map((status) => ({ kind: 'status', status }) as const)
  const cases: [wanted: number, failures: Failures, ifNot: string][] = [
    [
      1,
      [...statuses(400, 401, 404, 409, 422), { kind: 'garbage' }],
      'The same order was sent again, to get the same answer again. An error that is about the request stays.',
    ],
    [
      1,
      statuses(501, 505),
      'The shop cannot do this at all. Not every status from 500 on is temporary: name those that are.',
    ],
    [
      3,
      statuses(408, 425, 429, 502, 503, 504),
      'It means "not now", and you gave up. See the list in the task.',
    ],
    [
      3,
      [{ kind: 'refused' }, { kind: 'reset' }, { kind: 'truncated' }],
      'No complete answer came, and you gave up. A `NetworkError` has no status, and is gone most often ' +
        'when you ask again.',
    ],
  ]
  for (const [wanted, failures, ifNot] of cases) {
    for (const failing of failures) {
      const run = await order([failing], (shop) => placeOrder(shop, teapots, { retries: 2 }))
      const what = failing.kind === 'status' ? failing.status : failing.kind
      const seen = run.trace.calls.length
      const sentence = `Attempts after ${what}: ${seen} instead of ${wanted}. ${ifNot}`
      diagnose(run, [[seen !== wanted, sentence]])
    }
  }
  expect(isTransient(new TypeError('x is not a function'))).toBe(false)
  expect(isTransient(new DOMException('given up', 'AbortError'))).toBe(false)
  expect(isTransient(new DOMException('took too long', 'TimeoutError'))).toBe(true)
})

test('places an order once, although its answer is lost', async () => {
  for (const kind of ['reset', 'truncated'] as const) {
    const run = await order([{ kind, first: 1 }], (shop) =>
      placeOrder(shop, teapots, { retries: 2 }),
    )
    const isDouble = run.counters.doubleOrders > 0
    diagnose(run, [
      [
        // A call with another key is another thing that is wanted: attempts are counted anew.
        isDouble && run.trace.calls[1]?.attempt === 1,
        'Two orders for one customer: each attempt came with a key of its own, so the shop could not know ' +
          'that both mean one order. Make the key once, before the first attempt.',
      ],
      [
        isDouble,
        'Two orders for one customer: the shop had placed the first, and only the answer was lost. It ' +
          'cannot tell your second attempt from a second order. Send an `Idempotency-Key`.',
      ],
    ])
    expect(run.value.id).toBe(61)
    expect(run).toHaveAttempts('/orders', 2)
    expect(run.counters.doubleOrders).toBe(0)
  }

  for (const [next, ifNot] of [
    [
      kites,
      'The second order was refused: it came with the key of the first. A key stands for one order, not ' +
        'for the program.',
    ],
    [
      teapots,
      'The customer ordered the same things twice, on purpose, and got one order: you made the key of ' +
        'what is ordered. Make a new one for each call of `placeOrder`.',
    ],
  ] as const) {
    const run = await order([], async (shop) => {
      await placeOrder(shop, teapots)
      return placeOrder(shop, next)
    })
    diagnose(run, [[run.outcome === 'rejected' || run.value.id === 61, ifNot]])
    expect(run.value.id).toBe(62)
  }
})

test('sends an order once when the shop knows no keys', async () => {
  for (const failing of [{ kind: 'reset' }, { kind: 'status', status: 503 }] as const) {
    const run = await order([{ ...failing, first: 1 }], (shop) =>
      placeOrder(shop, teapots, { idempotencyKey: null }),
    )
    diagnose(run, [
      [
        run.trace.calls.length > 1,
        'This shop knows no keys, and you sent the order again. The error may be gone the next time, but ' +
          'the order may be there already. Transient is not enough: it has to be safe, too.',
      ],
    ])
    expect(run.outcome).toBe('rejected')
    expect(run).toHaveAttempts('/orders', 1)
  }
})

test('waits for any time, and refuses numbers that make no sense', async () => {
  const controller = new AbortController()
  const options = { delayMs: 30 * 24 * 60 * 60 * 1000, signal: controller.signal }
  const { run, sentMs } = await load(down, options, giveUp(controller, 1000))
  diagnose(run, [
    [
      sentMs.length > 1,
      'A wait of 30 days was over after 1 ms. `setTimeout` takes 2^31 - 1 ms at most, that is 24.8 days; a ' +
        'longer delay it takes for 1 ms. `pause` takes any.',
    ],
  ])
  expect(sentMs).toEqual([0])

  for (const options of [{ retries: -1 }, { retries: 1.5 }, { retries: NaN }, { delayMs: -1 }]) {
    const { run, attempts } = await load({}, options)
    expect([options, run.reason]).toEqual([options, expect.any(RangeError)])
    expect(attempts).toEqual([])
  }
})

/** The signal of a controller, and the listeners that it has. */
function watched({ signal }: AbortController) {
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (...[type, listener, options]: Parameters<typeof add>): void => {
    add(type, listener, options)
    listeners.add(listener)
    // The other way to take a listener away: to abort the signal that it was added with.
    const until = typeof options === 'object' ? options.signal : undefined
    until?.addEventListener('abort', () => listeners.delete(listener))
  }
  signal.removeEventListener = (...[type, listener, options]: Parameters<typeof add>): void => {
    remove(type, listener, options)
    listeners.delete(listener)
  }
  return { signal, listeners }
}
