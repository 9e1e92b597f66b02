import {
  simulate,
  watchedSignal,
  type MockApi,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { diagnose, facts } from '@overlap/trace'
import { expect, test } from 'vitest'
import { taskScope } from '#lesson'

type Given = { readonly signal: AbortSignal }
type Scope = ReturnType<typeof taskScope>
type Block<T> = (scope: Scope, api: MockApi, time: VirtualTime) => Promise<T>

const failure = new Error('sold out')

/** For calls that nothing can stop. */
const deaf: Given = new AbortController()

/** A task that fails after so many ms, by an error of its own. */
const fails =
  (time: VirtualTime, ms: number, error: unknown = failure) =>
  (): Promise<never> =>
    time.sleep(ms).then(() => Promise.reject(error))

/** A task that asks for products, one after another, of 100 ms each. It honours its signal. */
const walk =
  (api: MockApi, ...ids: readonly number[]) =>
  async ({ signal }: Given): Promise<number> => {
    for (const id of ids) await (await fetch(api.url(`/products/${id}`), { signal })).json()
    return ids.length
  }

/** Runs a block with a scope of its own. */
const inScope = <T>(block: Block<T>, options?: Given): Promise<Run<T>> =>
  simulate({ latency: 100 }, async (api, time) => {
    await using scope = taskScope(options)
    return await block(scope, api, time)
  })

test('runs each task at once, gives what it gives, and aborts nothing when all is well', async () => {
  const signals: AbortSignal[] = []
  const run = await inScope(async (scope, api) => {
    const load = (given: Given): Promise<number> => walk(api, signals.push(given.signal))(given)
    const promises = [load, load, () => 1].map((task) => scope.run(task))
    const startedAtOnce = signals.length
    return { values: await Promise.all(promises), startedAtOnce, signal: scope.signal }
  })
  const { values, startedAtOnce, signal } = run.value
  diagnose(run, [
    [
      startedAtOnce < 2,
      '`run` had come back, and its task had not been called yet: it stood behind a `then` or an ' +
        '`await`. Call the task before the first `await`.',
    ],
    [
      signals.every(({ aborted }) => aborted),
      'Every task had come to a good end, and the signal was aborted all the same when the block was ' +
        'left. Whoever still holds it (a cleanup, a log) takes a good end for a failure.',
    ],
  ])
  expect(values).toEqual([1, 1, 1])
  expect(signals).toEqual([signal, signal])
  expect(signal.aborted).toBe(false)
  expect(run).toOverlap()
})

test('calls the other tasks off when one fails', async () => {
  const run = await inScope((scope, api, time) => {
    const tasks = [fails(time, 50), walk(api, 1, 2, 3), walk(api, 4)]
    return Promise.all(tasks.map((task) => scope.run<number>(task)))
  })
  const late = run.trace.calls.filter(({ sentMs }) => sentMs > 50).length
  diagnose(run, [
    [
      late > 0 && run.settledMs <= 50,
      `A task failed at 50 ms, the caller was told, and the siblings ran on: ${late} more calls were ` +
        'sent, for nobody. A rejection tells whoever awaits it; it stops nothing. Abort the signal.',
    ],
    [
      late > 0,
      `A task failed at 50 ms. You waited for its siblings, but nobody told them to stop: they sent ` +
        `${late} more calls, and the caller was told at ${run.settledMs} ms. First abort, then wait.`,
    ],
  ])
  expect(run).toHaveAborted(2)
  expect(run).toStartNothingAfter(50)

  let wentOn = false
  const atOnce = await inScope(async (scope, api) => {
    const other = scope.run(walk(api, 1))
    const broken = scope.run(() => {
      throw failure
    })
    wentOn = true
    await Promise.allSettled([broken, other])
  })
  diagnose(atOnce, [
    [
      !wentOn,
      'A task threw before it gave a promise, and the error came out of `run` itself. Call the task ' +
        'in an async function, or by `Promise.try`: it has failed like any other.',
    ],
    [
      facts(atOnce.trace).byOutcome.aborted === 0,
      'A task failed, the block went on to await another one, and that one ran to its end: nobody called ' +
        'it off. The failure has to abort the signal, in its moment, and not the end of the block.',
    ],
  ])
  expect(atOnce).toHaveAborted(1)
})

test('tells the first failure, the very object, to the tasks and once to the caller', async () => {
  let seen: unknown
  const run = await inScope(async (scope, api, time) => {
    const first = scope.run(async ({ signal }) => {
      try {
        await walk(api, 1)({ signal })
      } catch (cause) {
        seen = signal.reason
        throw new Error('I was interrupted', { cause })
      }
    })
    const second = scope.run(fails(time, 50))
    await first
    await second
  })
  diagnose(run, [
    [
      seen === undefined,
      'A task that throws at once calls its siblings off, and one that rejects after 50 ms does not. A ' +
        '`catch` sees a rejection only if the promise is awaited inside of its `try`: `return await`.',
    ],
    [
      seen !== failure,
      `A task failed with "sold out", and its siblings were given another reason: "${String(seen)}". ` +
        'They want to know why, and so does everyone who awaits them. Abort with the failure itself.',
    ],
    [
      run.reason instanceof SuppressedError,
      'The caller awaited a task and was told; then leaving the scope threw as well, and `await using` ' +
        'made a SuppressedError of the two. Leaving should throw only what nobody has heard.',
    ],
    [
      String(run.reason) === 'Error: I was interrupted',
      'The caller awaited the first task while the second failed. It was told "I was interrupted", ' +
        'which is a consequence. A task that throws after it was called off rejects with the reason.',
    ],
  ])
  expect(seen).toBe(failure)
  expect(run.reason).toBe(failure)
})

test('is not left before the last task has ended', async () => {
  const ended: string[] = []
  const run = await inScope(async (scope, api, time) => {
    const tidy = scope.run(async ({ signal }) => {
      await time.sleep(500, { signal }).catch(() => walk(api, 1)(deaf))
      ended.push('the one that tidies up')
      signal.throwIfAborted()
    })
    const stubborn = scope.run(() =>
      walk(api, 2, 3, 4)(deaf).then(() => ended.push('the one that does not listen')),
    )
    await Promise.all([tidy, stubborn, scope.run(fails(time, 50))])
  })
  const tooEarly =
    `The scope was left at ${run.settledMs} ms, while tasks were still running: an abort asks a task ` +
    'to end, it does not end it. One had to tidy up, and one did not listen. Wait until each has ' +
    'settled; `Promise.all` waits for the first failure only.'
  diagnose(run, [[run.settledMs < 300, tooEarly]])
  expect(ended).toEqual(['the one that tidies up', 'the one that does not listen'])
  expect(run.settledMs).toBe(300)
})

test('tells a failure that nobody has heard when it is left', async () => {
  let unheard: object = {}
  let kept = false
  const run = await inScope(async (scope, api, time) => {
    unheard = scope.run(fails(time, 50))
    // This one does not listen to its signal, and comes to a good end.
    kept = await scope.run(() => walk(api, 1)(deaf).then(() => true))
  })
  const alone = await inScope((scope, _, time) => {
    void scope.run(fails(time, 50))
    return time.sleep(100)
  })
  let advice = 'A failure that nobody has heard must come out on leaving.'
  if (alone.reason === failure)
    advice = 'Only promises that were rejected count: who awaited another has heard nothing.'
  else if ('heard' in unheard && unheard.heard)
    advice =
      'The scope itself has listened: let it wait for the work behind the promise it gave away.'
  diagnose(run, [
    [
      !kept,
      'A task that came to a good end gave its result away: as another had failed, whoever awaited it ' +
        'got that failure. Reject only what comes to no good end, and not before it has ended.',
    ],
    [
      run.outcome === 'fulfilled',
      'A task failed at 50 ms. Nobody awaited that one, another came to a good end, and the caller was ' +
        `told that all is well. ${advice}`,
    ],
  ])
  expect([run.reason, alone.reason]).toEqual([failure, failure])
  expect([run.settledMs, alone.settledMs]).toEqual([100, 100])
})

test('leaves no rejection unhandled, however many tasks fail', async () => {
  const run = await inScope(async (scope, api, time) => {
    const first = scope.run(fails(time, 50))
    void scope.run(walk(api, 1))
    void scope.run(fails(time, 50, new Error('no price')))
    void scope.run(fails(time, 70, new Error('no stock')))
    await first
  })
  const unhandled =
    `One task of four was awaited, all of them failed, and ${run.unhandled.length} rejections were ` +
    'left unhandled: that ends a Node process. Let the scope listen to each promise it gives away.'
  diagnose(run, [[run.unhandled.length > 0, unhandled]])
  expect(run.unhandled).toEqual([])
  expect(run.reason).toBe(failure)
})

test('calls off what still runs when the block is left early, and waits for its end', async () => {
  const mistake = new TypeError('a mistake in the block itself')
  let why: unknown
  const run = await inScope(async (scope, api, time) => {
    void scope.run(walk(api, 1, 2, 3))
    void scope.run(async ({ signal }) => {
      await time.sleep(500, { signal }).catch(() => time.sleep(20))
      why = signal.reason
      signal.throwIfAborted()
    })
    await time.sleep(30)
    throw mistake
  })
  diagnose(run, [
    [
      run.settledMs > 50,
      `The block was left by an error at 30 ms, and the caller heard of it at ${run.settledMs} ms: the ` +
        'scope waited until its tasks had finished what nobody wants any more. Call off what still runs.',
    ],
    [
      run.reason instanceof SuppressedError,
      'The block was left by an error, and leaving added another one: that its tasks were called off. ' +
        'That is no failure. The caller got a SuppressedError of the two.',
    ],
  ])
  expect(run.reason).toBe(mistake)
  expect(why, 'the reason for which leaving calls off').toHaveProperty('name', 'AbortError')
  expect(run).toHaveAborted(1)
  expect(run.settledMs).toBe(50)
})

test('passes the abort of the outer signal on, with its reason untouched', async () => {
  const reason = { why: 'the user left the page' }
  const outer = new AbortController()
  const run = await inScope(async (scope, api, time) => {
    void time.sleep(50).then(() => outer.abort(reason))
    const nested = scope.run(async (given) => {
      await using inner = taskScope(given)
      await inner.run(walk(api, 3, 4))
    })
    await Promise.all([scope.run(walk(api, 1, 2)), nested])
  }, outer)
  const unnoticed =
    'The caller gave up at 50 ms, and the scope did not notice: all its calls went on to their end. ' +
    'Listen to the signal that you were given, and abort your own with its reason.'
  diagnose(run, [[run.outcome === 'fulfilled', unnoticed]])
  expect(run.reason).toBe(reason)
  expect(run.settledMs).toBe(50)
  expect(run).toHaveAborted(2)

  const late = await inScope((scope, api) => scope.run(walk(api, 1)), outer)
  diagnose(late, [
    [
      late.outcome === 'fulfilled',
      'The caller had given up before the scope was opened, and the scope began all the same. An abort ' +
        'that has happened already fires no event: look at `aborted` first.',
    ],
    [
      late.reason instanceof SuppressedError,
      '`run` refused a task, the caller heard it, and leaving threw it again. A promise that `run` ' +
        'rejects at once counts, too: make it a HeardPromise and keep it with the rejected ones.',
    ],
  ])
  expect(late.reason).toBe(reason)
  expect(late).toHaveCalls(0)

  const gone = new AbortController()
  const over = await inScope((scope) => scope.run(() => {}).then(() => gone.abort()), gone)
  const empty = await inScope(() => Promise.resolve(), outer)
  const nothingToTell =
    'The caller gave up, but all tasks had come to a good end, or there was none; and leaving threw. ' +
    'Throw only if at least one promise was rejected, and none of those was heard.'
  diagnose(over, [[over.outcome === 'rejected' || empty.outcome === 'rejected', nothingToTell]])
})

test('leaves no listener on the outer signal', async () => {
  const { signal, listeners } = watchedSignal()
  const run = await simulate({}, async () => {
    for (let i = 0; i < 1000; i++) {
      await using scope = taskScope({ signal })
      const end = i % 2 === 0 ? 'well' : Promise.reject(failure)
      await scope.run(() => end).catch(() => {})
    }
  })
  const leak =
    `After 1,000 scopes ${listeners.size} listeners are left on the signal of the caller, which may ` +
    'live as long as the program. Take yours away when the scope is left.'
  diagnose(run, [[listeners.size > 0, leak]])
  expect(run.outcome).toBe('fulfilled')
})

test('starts no task once it has failed or was left', async () => {
  const started: string[] = []
  const run = await simulate({}, async (_, time) => {
    const [failed, left] = [taskScope(), taskScope()]
    await failed.run(fails(time, 50)).catch(() => {})
    await left[Symbol.asyncDispose]()
    const refusals = await Promise.allSettled([
      Promise.try(() => failed.run(() => started.push('failed'))),
      Promise.try(() => left.run(() => started.push('was left'))),
    ])
    return refusals.map((end) => end.status === 'rejected' && (end.reason as unknown))
  })
  const pointless =
    `A task was started in a scope that ${started.join(', and one in a scope that ')}: nobody waits ` +
    'for it any more. Refuse such a task: do not call it, and reject.'
  diagnose(run, [[started.length > 0, pointless]])
  expect(run.value[0], 'what `run` rejects with after a failure').toBe(failure)
  expect(run.value[1], 'what `run` rejects with after a good end').toBeInstanceOf(Error)
})
