import { simulate, watchedSignal, type NetworkInput, type VirtualTime } from '@overlap/mock-server'
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
  const toldMs: number[] = []
  const run = await simulate(network, (api, time) => {
    meanwhile?.(time)
    return retry(
      async ({ signal, attempt }) => {
        attempts.push(attempt)
        const call = fetch(api.url('/products/3'), { signal })
        const response = await call.catch(() => Promise.reject(new Error('no answer')))
        if (!response.ok) throw new Error(`the shop answered ${response.status}`)
        return ((await response.json()) as { id: number }).id
      },
      { delayMs: 50, shouldRetry: () => true, onRetry: () => toldMs.push(time.nowMs), ...options },
    )
  })
  return { run, attempts, toldMs, sentMs: run.trace.calls.map((call) => call.sentMs) }
}

const giveUp = (
  controller: Pick<AbortController, 'abort'>,
  ms: number,
  reason?: unknown,
): Meanwhile => {
  return (time) => void time.sleep(ms).then(() => controller.abort(reason))
}

const teapots = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const kites = { userId: 1, items: [{ productId: 9, quantity: 1 }] }

/** Does something about orders in a shop whose first answers may fail. */
const order = <T>(failures: Failures, work: (shop: string) => Promise<T>) =>
  simulate({ latency: 100, failures }, ({ origin }) => work(origin))

test('tries again after a failure, `retries` times at most', async () => {
  const twice = [{ kind: 'status', status: 503, first: 2 } as const]
  const { run, attempts } = await load({ latency: 100, failures: twice }, { retries: 2 })
  diagnose(run, [
    [
      attempts.length === 1,
      'The first attempt failed, and there was no second: `return fn(…)` without `await` leaves the `try` ' +
        'before the call has failed. Write `return await`.',
    ],
    [
      attempts.length === 2,
      'Two retries were asked for, and there was one: you counted the first attempt as a retry. ' +
        '`retries: 2` makes three attempts, and the third would have had the answer.',
    ],
  ])
  expect(attempts, '`attempt` counts 1, 2, 3').toEqual([1, 2, 3])
  expect(run.value).toBe(3)
  expect((await load(down, { retries: 2 })).attempts).toHaveLength(3)
  const none = await load(down, { retries: 0 })
  expect(none.attempts, '0 is a number, too: not `retries || 2`').toHaveLength(1)
  expect((await load({}, { retries: 2 })).attempts).toHaveLength(1)

  const parse = ({ attempt }: { attempt: number }): unknown => JSON.parse(attempt < 3 ? '{' : '3')
  const atOnce = await simulate({}, () => retry(parse, { retries: 2, shouldRetry: () => true }))
  const notAPromise =
    'The first attempt threw before it had made a promise, and its error went past your `catch`. ' +
    '`await fn(…)` inside `try` catches both.'
  diagnose(atOnce, [[atOnce.outcome === 'rejected', notAPromise]])
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
  expect(told, '`onRetry` is told of each failure that a retry follows').toEqual([
    { error: errors[0], attempt: 1, delayMs: 50 },
    { error: errors[1], attempt: 2, delayMs: 50 },
  ])
})

test('does what `shouldRetry` says', async () => {
  const { run, attempts } = await load(down, {
    shouldRetry: (error, attempt) => error instanceof Error && attempt < 2,
  })
  const third =
    '`shouldRetry` said no after the second attempt, and there was a third: ask before each of them.'
  diagnose(run, [[attempts.length === 3, third]])
  expect(attempts).toEqual([1, 2])
  const no = await load(down, { shouldRetry: () => Promise.resolve(false) })
  const object =
    '`shouldRetry` gave a promise of `false`, and you took the promise for the answer. `await` it.'
  diagnose(no.run, [[no.attempts.length > 1, object]])
  expect(no.attempts).toEqual([1])
})

test('waits before each further attempt, and not after the last', async () => {
  const asked: number[] = []
  const shouldRetry = (_: unknown, attempt: number): boolean => asked.push(attempt) > 0
  const { run, sentMs, toldMs } = await load(down, { shouldRetry })
  diagnose(run, [
    [
      run.settledMs > 400 && sentMs[2] === 300,
      `The last attempt failed at 400 ms, and the caller heard of it at ${run.settledMs}: you waited, and then there ` +
        'was nothing left to wait for. First ask whether an attempt is left.',
    ],
    [
      toldMs[0] === 150,
      '`onRetry` was told after the pause. Whoever watches wants to know it before: tell first, then wait.',
    ],
  ])
  expect(toldMs, '`onRetry` is told at').toEqual([100, 250])
  expect(asked, '`shouldRetry` is not asked when no attempt is left').toEqual([1, 2])
  expect(sentMs).toEqual([0, 150, 300])
  expect(run.settledMs).toBe(400)
  const delayMs = (n: number, error: unknown) => (error instanceof Error ? n * 200 : NaN)
  const growing = await load(down, { delayMs })
  expect(growing.sentMs, 'delays of 200 * attempt (the one that failed)').toEqual([0, 300, 800])
})

test('stops at once when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  const late = await load(down, { signal: AbortSignal.abort(reason) })
  const begun =
    'The caller had given up before, and an attempt was begun all the same: `signal.throwIfAborted()`.'
  diagnose(late.run, [[late.attempts.length > 0, begun]])
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
    expect(run).toHaveCalls(1)
  }
  for (const deaf of ['fn', 'shouldRetry']) {
    const controller = new AbortController()
    const run = await simulate({}, (_, time) => {
      giveUp(controller, 60, reason)(time)
      const fn = () => time.sleep(deaf === 'fn' ? 400 : 0).then(() => Promise.reject(reason))
      const shouldRetry = () => time.sleep(400).then(() => true)
      return retry(fn, { shouldRetry, signal: controller.signal })
    })
    const deafWords =
      `The caller gave up at 60 ms, and heard of it at ${run.settledMs}: \`${deaf}\` does not listen, and you waited ` +
      'for it. `untilAborted(signal, () => …)` around it ends in that moment.'
    diagnose(run, [[run.settledMs > 60, deafWords]])
  }
})

test('leaves no timer and no listener behind', async () => {
  const caller = watchedSignal()
  const { signal, listeners } = caller
  const { run } = await load(down, { signal })
  const many =
    `All waits are over, and ${listeners.size} listeners are still on the signal of the caller. It may live as long ` +
    'as the program. `once` takes a listener away when it fires, and these never did.'
  diagnose(run, [[listeners.size > 0, many]])
  const givenUp = await load(down, { signal, delayMs: 60_000 }, giveUp(caller, 300))
  const still =
    'The caller gave up in the wait, and was told; but the timer of the wait runs on, and keeps Node ' +
    'alive for a minute. Stop the timer when the signal aborts.'
  diagnose(givenUp.run, [[givenUp.run.timersLeft > 0, still]])
  expect(givenUp.run).toMatchObject({ timersLeft: 0, unhandled: [] })
})

test('knows which failures may be gone the next time', async () => {
  const statuses = (...list: number[]) =>
    list.map((status) => ({ kind: 'status', status }) as const)
  const same = 'Sent again, to get the same answer. An error that is about the request stays.'
  const all = 'The shop cannot do this at all. Not every status from 500 on is temporary.'
  const lost = 'No answer came, and you gave up. A `NetworkError` is mostly gone the next time.'
  const cases: [wanted: number, failures: Failures, ifNot: string][] = [
    [1, [...statuses(400, 401, 404, 409, 422), { kind: 'garbage' }], same],
    [1, statuses(501, 505), all],
    [3, statuses(408, 425, 429, 502, 503, 504), 'It means "not now", and you gave up.'],
    [3, [{ kind: 'refused' }, { kind: 'reset' }, { kind: 'truncated' }], lost],
  ]
  for (const [wanted, failures, ifNot] of cases) {
    for (const failing of failures) {
      const run = await order([failing], (shop) => placeOrder(shop, teapots))
      const what = failing.kind === 'status' ? failing.status : failing.kind
      const seen = run.trace.calls.length
      const sentence = `Attempts after ${what}: ${seen} instead of ${wanted}. ${ifNot}`
      diagnose(run, [[seen !== wanted, sentence]])
    }
  }
  const made = (name: string): boolean => isTransient(new DOMException('', name))
  expect(isTransient(new TypeError('x is no function')), 'is a TypeError transient?').toBe(false)
  expect(made('AbortError'), 'called off is not failed: is an AbortError transient?').toBe(false)
  expect(made('TimeoutError'), 'is a TimeoutError transient?').toBe(true)
})

test('places an order once, although its answer is lost', async () => {
  for (const kind of ['reset', 'truncated'] as const) {
    const run = await order([{ kind, first: 1 }], (shop) => placeOrder(shop, teapots))
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
  }

  const program =
    'The second order came with the key of the first. A key stands for an order, not for the program.'
  const content =
    'Ordered twice on purpose, and placed once: you made the key of what is ordered. Make a new one.'
  const own =
    'The caller came with a key of its own, and you made another: the shop has two orders.'
  for (const [next, options, id, ifNot] of [
    [kites, {}, 62, program],
    [teapots, {}, 62, content],
    [teapots, { idempotencyKey: 'the order of Tuesday' }, 61, own],
  ] as const) {
    const run = await order([], async (shop) => {
      await placeOrder(shop, teapots, options)
      return placeOrder(shop, next, options)
    })
    diagnose(run, [[run.outcome === 'rejected' || run.value.id !== id, ifNot]])
  }

  const controller = new AbortController()
  const told: unknown[] = []
  const given = { retries: 3, delayMs: 50, onRetry: (failed: unknown) => told.push(failed) }
  const run = await simulate(down, ({ origin }, time) => {
    giveUp(controller, 500)(time)
    return placeOrder(origin, teapots, { ...given, signal: controller.signal })
  })
  const sentMs = run.trace.calls.map((call) => call.sentMs)
  expect(sentMs, 'hand `retries` and `delayMs` on to `retry`').toEqual([0, 150, 300, 450])
  expect(told, 'hand `onRetry` on to `retry`').toHaveLength(3)
  const ranOn = 'Given up at 500 ms, and the call ran on: hand `signal` to `sendOrder`.'
  diagnose(run, [[run.trace.calls[3]?.outcome !== 'aborted', ranOn]])
})

test('sends an order once when the shop knows no keys', async () => {
  for (const [failing, more] of [
    [{ kind: 'reset' }, {}],
    [{ kind: 'status', status: 503 }, {}],
    [{ kind: 'reset' }, { retries: 3, shouldRetry: () => true }],
  ] as const) {
    const run = await order([{ ...failing, first: 1 }], (shop) =>
      placeOrder(shop, teapots, { ...more, idempotencyKey: null }),
    )
    const again =
      'This shop knows no keys, and you sent the order again. The error may be gone, but the order may be ' +
      `there. ${'retries' in more ? 'There is one attempt, whatever `shouldRetry` says.' : 'Transient is not enough: it has to be safe, too.'}`
    diagnose(run, [[run.trace.calls.length > 1, again]])
    expect(run.outcome).toBe('rejected')
    expect(run).toHaveAttempts('/orders', 1)
  }
})

test('waits for any time, and refuses numbers that make no sense', async () => {
  const controller = new AbortController()
  const options = { delayMs: 30 * 24 * 60 * 60 * 1000, signal: controller.signal }
  const { run, sentMs } = await load(down, options, giveUp(controller, 1000))
  const over =
    'A wait of 30 days was over after 1 ms. `setTimeout` takes 2^31 - 1 ms at most, that is 24.8 days; a ' +
    'longer delay it takes for 1 ms. `pause` takes any.'
  diagnose(run, [[sentMs.length > 1, over]])
  expect(sentMs).toEqual([0])
  for (const [name, value, network = {}] of [
    ...[-1, 1.5, NaN].map((value) => ['retries', value] as const),
    ...[-1, NaN, Infinity].map((value) => ['delayMs', value] as const),
    ['delayMs', () => NaN, down] as const,
  ]) {
    const { run, attempts } = await load(network, { [name]: value })
    const accepted = `\`${name}: ${String(value)}\` was accepted: it makes no sense. Reject with a RangeError.`
    diagnose(run, [[run.outcome !== 'rejected' || !(run.reason instanceof RangeError), accepted]])
    expect(attempts, 'attempts before the RangeError').toHaveLength(network === down ? 1 : 0)
  }
  expect((await load({}, { retries: Infinity })).run.value).toBe(3)
})
