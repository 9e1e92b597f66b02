import { simulate, type MockApi, type Run, type VirtualTime } from '@overlap/mock-server'
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
  const run = await inScope(async (scope, api) => {
    const signals: AbortSignal[] = []
    const load = (given: Given): Promise<number> => {
      signals.push(given.signal)
      return walk(api, signals.length)(given)
    }
    const values = await Promise.all([load, load, () => 1].map((task) => scope.run(task)))
    return { values, signals, scope }
  })
  const { values, signals, scope } = run.value
  diagnose(run, [
    [
      signals.every(({ aborted }) => aborted),
      'Every task had come to a good end, and the signal was aborted all the same when the block was ' +
        'left. Whoever still holds it (a cleanup, a log) takes a good end for a failure.',
    ],
  ])
  expect(values).toEqual([1, 1, 1])
  expect(signals).toEqual([scope.signal, scope.signal])
  expect(scope.signal.aborted).toBe(false)
  expect(run).toOverlap()
})

test('calls the other tasks off when one fails', async () => {
  const run = await inScope(async (scope, api, time) => {
    await Promise.all([
      scope.run(fails(time, 50)),
      scope.run(walk(api, 1, 2, 3)),
      scope.run(walk(api, 4)),
    ])
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
        `${late} more calls, and the caller heard of the failure at ${run.settledMs} ms. First abort, ` +
        'then wait.',
    ],
  ])
  expect(run).toHaveAborted(2)
  expect(run).toStartNothingAfter(50)

  let thrown: unknown
  const atOnce = await inScope(async (scope, api) => {
    const other = scope.run(walk(api, 1))
    try {
      const broken = scope.run(() => {
        throw failure
      })
      await Promise.allSettled([broken, other])
    } catch (error) {
      thrown = error
    }
  })
  diagnose(atOnce, [
    [
      thrown !== undefined,
      'A task threw before it gave a promise, and the error came out of `run` itself instead of out of ' +
        'the promise: the lines after it never ran. Call the task in an async function, or by ' +
        '`Promise.try`, and it has failed like any other.',
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
      'A task that throws at once calls its siblings off, and one that rejects after 50 ms does not: the ' +
        'sibling ran on to its end. A `catch` sees a rejection only if the promise is awaited inside ' +
        'of its `try`: `return await`.',
    ],
    [
      seen !== failure,
      `A task failed with "sold out", and its siblings were given another reason: "${String(seen)}". ` +
        'Why they were called off is what they want to know, and so does everyone who awaits them. ' +
        'Abort with the failure itself.',
    ],
    [
      run.reason instanceof SuppressedError,
      'The caller awaited a task and was told; then leaving the scope threw as well, and `await using` ' +
        'made a SuppressedError of the two. Leaving should throw only what nobody has heard.',
    ],
    [
      String(run.reason) === 'Error: I was interrupted',
      'The caller awaited the first task while the second failed. It was told "I was interrupted", ' +
        'which is a consequence, and never "sold out", which is the cause. What a task throws after it ' +
        'was called off is no failure of its own: its promise rejects with the reason.',
    ],
  ])
  expect(seen).toBe(failure)
  expect(run.reason).toBe(failure)
})

test('is not left before the last task has ended', async () => {
  const ended: string[] = []
  const run = await inScope(async (scope, api, time) => {
    const tidy = scope.run(async ({ signal }) => {
      try {
        await time.sleep(500, { signal })
      } finally {
        await walk(api, 1)(deaf)
        ended.push('the one that tidies up')
      }
    })
    const stubborn = scope.run(() =>
      walk(api, 2, 3, 4)(deaf).then(() => ended.push('the one that does not listen')),
    )
    await Promise.all([tidy, stubborn, scope.run(fails(time, 50))])
  })
  diagnose(run, [
    [
      run.settledMs < 300,
      `The scope was left at ${run.settledMs} ms, while tasks were still running: an abort asks a task ` +
        'to end, it does not end it. One had to tidy up first, and one did not listen. Wait until each ' +
        'has settled; `Promise.all` waits for the first failure only.',
    ],
  ])
  expect(ended).toEqual(['the one that tidies up', 'the one that does not listen'])
  expect(run.settledMs).toBe(300)
})

test('tells a failure that nobody has heard when it is left', async () => {
  const run = await inScope(async (scope, api, time) => {
    void scope.run(fails(time, 50))
    // This one does not listen to its signal, and comes to a good end.
    return await scope.run(() => walk(api, 1)(deaf).then(() => 'all is well'))
  })
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'A task failed at 50 ms. Nobody awaited that one, another came to a good end, and the caller was ' +
        'told "all is well". A failure that nobody has heard must come out when the scope is left. (Who ' +
        'waits for a promise that it gave away has listened to it: wait for the work behind it.)',
    ],
  ])
  expect(run.reason).toBe(failure)
  expect(run.settledMs).toBe(100)
})

test('leaves no rejection unhandled, however many tasks fail', async () => {
  const run = await inScope(async (scope, api, time) => {
    const first = scope.run(fails(time, 50))
    void scope.run(walk(api, 1))
    void scope.run(fails(time, 50, new Error('no price')))
    void scope.run(fails(time, 70, new Error('no stock')))
    await first
  })
  diagnose(run, [
    [
      run.unhandled.length > 0,
      `One task of four was awaited, all of them failed, and ${run.unhandled.length} rejections were ` +
        'left unhandled: that ends a Node process. The scope knows of all its tasks; let it listen to ' +
        'each promise that it gives away.',
    ],
  ])
  expect(run.unhandled).toEqual([])
  expect(run.reason).toBe(failure)
})

test('calls off what still runs when the block is left early, and waits for its end', async () => {
  const mistake = new TypeError('a mistake in the block itself')
  const run = await inScope(async (scope, api, time) => {
    void scope.run(walk(api, 1, 2, 3))
    void scope.run(async ({ signal }) => {
      await time.sleep(500, { signal }).catch(() => time.sleep(20))
      signal.throwIfAborted()
    })
    await time.sleep(30)
    throw mistake
  })
  diagnose(run, [
    [
      run.settledMs > 50,
      `The block was left by an error at 30 ms, and the caller heard of it at ${run.settledMs} ms: the ` +
        'scope waited until its tasks had finished what nobody wants any more. Leaving calls off what ' +
        'still runs.',
    ],
    [
      run.reason instanceof SuppressedError,
      'The block was left by an error, and leaving added another one: that its tasks were called off. ' +
        'That is no failure. The caller got a SuppressedError of the two.',
    ],
  ])
  expect(run.reason).toBe(mistake)
  expect(run).toHaveAborted(1)
  expect(run.settledMs).toBe(50)
})

test('passes the abort of the outer signal on, with its reason untouched', async () => {
  const reason = { why: 'the user left the page' }
  const outer = new AbortController()
  const run = await inScope(async (scope, api, time) => {
    void time.sleep(50).then(() => outer.abort(reason))
    await Promise.all([
      scope.run(walk(api, 1, 2)),
      scope.run(async (given) => {
        await using inner = taskScope(given)
        await inner.run(walk(api, 3, 4))
      }),
    ])
  }, outer)
  diagnose(run, [
    [
      run.outcome === 'fulfilled',
      'The caller gave up at 50 ms, and the scope did not notice: all its calls went on to their end. ' +
        'Listen to the signal that you were given, and abort your own with its reason.',
    ],
  ])
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
  ])
  expect(late.reason).toBe(reason)
  expect(late).toHaveCalls(0)
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
  diagnose(run, [
    [
      listeners.size > 0,
      `After 1,000 scopes ${listeners.size} listeners are left on the signal of the caller. It may live ` +
        'as long as the program. Take yours away when the scope is left.',
    ],
  ])
  expect(listeners.size).toBe(0)
  expect(run.outcome).toBe('fulfilled')
})

test('starts no task once it has failed or was left', async () => {
  const started: string[] = []
  const run = await simulate({}, async (_, time) => {
    const failed = taskScope()
    await failed.run(fails(time, 50)).catch(() => {})
    const left = taskScope()
    await left[Symbol.asyncDispose]()
    const refusals = await Promise.allSettled([
      Promise.try(() => failed.run(() => started.push('failed'))),
      Promise.try(() => left.run(() => started.push('was left'))),
    ])
    return refusals.map((end) => end.status === 'rejected' && (end.reason as unknown))
  })
  diagnose(run, [
    [
      started.length > 0,
      `A task was started in a scope that ${started.join(', and one in a scope that ')}: nobody waits ` +
        'for it any more. Refuse such a task: do not call it, and reject.',
    ],
  ])
  expect(run.value[0]).toBe(failure)
  expect(run.value[1]).toBeInstanceOf(Error)
})

/** A signal, and the listeners that it has. */
function watchedSignal(): { signal: AbortSignal; listeners: ReadonlySet<unknown> } {
  const { signal } = new AbortController()
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
  signal.removeEventListener = (...[type, listener, options]: Parameters<typeof remove>): void => {
    remove(type, listener, options)
    listeners.delete(listener)
  }
  return { signal, listeners }
}
