import {
  simulate,
  type MockApi,
  type NetworkInput,
  type Run,
  watchedSignal,
} from '@overlap/mock-server'
import { abortedAt, diagnose, facts } from '@overlap/trace'
import { expect, test } from 'vitest'
import { firstGood } from '#lesson'

type Options = { readonly signal: AbortSignal }

// Lima is the fastest of three mirrors, and the one that is asked first is the slowest.
const network: NetworkInput = {
  routes: {
    '/vendors/mirror-oslo/*': { latency: 300 },
    '/vendors/mirror-lima/*': { latency: 100 },
    '/vendors/mirror-osaka/*': { latency: 200 },
  },
}

/** Asks a mirror for a price, and gives back who answered. */
const mirror = (api: MockApi, name: string) => async (options: Options) => {
  const response = await fetch(api.url(`/vendors/${name}/price/3`), options)
  if (!response.ok) throw new Error(`${name} answered ${response.status}`)
  return ((await response.json()) as { vendor: string }).vendor
}
const names = ['mirror-oslo', 'mirror-lima', 'mirror-osaka']
const mirrors = (api: MockApi) => names.map((name) => mirror(api, name))

const ask = (more: NetworkInput = {}): Promise<Run<string>> =>
  simulate({ ...network, ...more }, (api) => firstGood(mirrors(api)))

test('asks every mirror before the first one answers', async () => {
  const run = await ask()
  diagnose(run, [
    [
      facts(run.trace).peakInFlight === 1,
      'One mirror was asked at a time, the second only if the first fails. Here the first is slow ' +
        'and does not fail. Call all tasks at once; then the fastest decides.',
    ],
  ])
  expect(run).toHaveCalls(3)
  expect(run).toOverlap()
})

test('gives the first good answer the moment it is there', async () => {
  // The slowest does not listen to its signal: who waits for its end waits for 300 ms.
  const run = await simulate(network, (api) => {
    const deaf = (): Promise<string> => mirror(api, 'mirror-oslo')(new AbortController())
    return firstGood([deaf, mirror(api, 'mirror-lima')])
  })
  diagnose(run, [
    [
      run.outcome === 'fulfilled' && run.settledMs > 100,
      `Lima's answer was there at 100 ms, and the caller got one at ${run.settledMs}: it waited for ` +
        'all the others first. The first good answer is all that is needed.',
    ],
  ])
  expect(run.value).toBe('mirror-lima')
  expect(run.settledMs).toBe(100)
})

test('does not let a failed mirror win', async () => {
  const run = await ask({
    failures: [{ kind: 'status', status: 503, route: '/vendors/mirror-lima/*' }],
  })
  const { aborted } = facts(run.trace).byOutcome
  diagnose(run, [
    [
      run.reason instanceof AggregateError && aborted > 0,
      `The fastest mirror answered 503, and in that moment ${aborted} others were aborted, with good ` +
        'answers on their way. `finally` runs for the one that failed, too. Only a success counts.',
    ],
    [
      run.outcome === 'rejected',
      'The fastest mirror answered 503, and that was taken for the result. `Promise.race` takes the ' +
        'first that settles, good or bad. Which of its sisters takes the first that is fulfilled?',
    ],
  ])
  expect(run.value).toBe('mirror-osaka')
  expect(run.settledMs).toBe(200)
})

test('aborts the losers in that moment, and leaves no rejection unhandled', async () => {
  const run = await ask()
  const lastMs = Math.max(...run.trace.calls.map((call) => call.endMs ?? 0))
  diagnose(
    run,
    [
      [
        lastMs > 100,
        `The answer was there at 100 ms, and the losers ran on, the last until ${lastMs} ms: two ` +
          'mirrors worked for nobody. A promise cannot be cancelled, so neither `race` nor `any` ' +
          'cancels anything. Give each task a signal of yours, and abort it.',
      ],
      [
        run.unhandled.length > 0,
        `The losers were aborted, and ${run.unhandled.length} of their rejections had no handler. ` +
          '`then` and `finally` make a new promise; it fails, too, and nobody has it. That ends a ' +
          'Node process.',
      ],
    ],
    lastMs > 100 ? abortedAt(run.trace, 100) : undefined,
  )
  expect(run).toHaveAborted(2)
  expect(run.trace.calls.map((call) => call.server?.clientGoneMs)).toEqual([100, undefined, 100])
  expect(run.counters.wastedMs).toBe(200)
  expect(run.unhandled).toEqual([])
})

test('leaves the winner alone', async () => {
  // The value of these tasks is a Response: its headers are here, its body is on its way.
  const run = await simulate({ ...network, bandwidth: { bytesPerSecond: 1000 } }, async (api) => {
    const get = (name: string) => (options: Options) =>
      fetch(api.url(`/vendors/${name}/price/3`), options)
    const response = await firstGood([get('mirror-oslo'), get('mirror-lima')])
    return response.text()
  })
  diagnose(run, [
    [
      facts(run.trace).byOutcome.aborted === 2,
      'The winner was aborted along with the losers, by a shared signal or by aborting all. It had ' +
        'given a `Response`, and its body was cut off on the way. Each task needs a switch of its ' +
        'own, and that of the winner is left alone.',
    ],
  ])
  expect(run.value).toContain('mirror-lima')
  expect(run).toHaveAborted(1)
})

test('gives every error when all have failed, in the order of the tasks', async () => {
  const run = await ask({ failures: [{ kind: 'status', status: 503 }] })
  const errors = run.reason instanceof AggregateError ? run.reason.errors.map(String) : []
  diagnose(run, [
    [
      run.outcome === 'rejected' && !(run.reason instanceof AggregateError),
      `Three mirrors failed, and the caller got one error: "${String(run.reason)}". Two are lost, and ` +
        'nobody can tell any more that all were down. An `AggregateError` holds them all.',
    ],
    [
      errors[0] === 'Error: mirror-lima answered 503',
      'The errors are in the order in which they came, so nobody can say which is whose. Put each ' +
        'where its task stands in the list, as `Promise.any` does.',
    ],
  ])
  expect(run.reason).toBeInstanceOf(AggregateError)
  expect(errors).toEqual(names.map((name) => `Error: ${name} answered 503`))
})

test('counts a task that throws at once among the failed', async () => {
  const run = await simulate(network, (api) =>
    firstGood<string>([
      () => {
        throw new Error('no mirror is set')
      },
      ...mirrors(api),
    ]),
  )
  diagnose(run, [
    [
      run.outcome === 'rejected',
      'The first task threw before it had made a promise, and its error went past `any`. An async ' +
        'function around the call, or `Promise.try`, makes a rejection of it.',
    ],
  ])
  expect(run.value).toBe('mirror-lima')
})

test('gives the reason back, untouched, when the caller gives up', async () => {
  const reason = new Error('the user left the page')
  for (const { atMs, deaf } of [{ atMs: 60 }, { atMs: 0 }, { atMs: 60, deaf: true }]) {
    const controller = new AbortController()
    const run = await simulate(network, (api, time) => {
      const giveUp = (): void => {
        api.mark('the caller gave up')
        controller.abort(reason)
      }
      if (atMs === 0) giveUp()
      else void time.sleep(atMs).then(giveUp)
      const [oslo, ...others] = mirrors(api)
      const first = deaf === true ? () => oslo!(new AbortController()) : oslo!
      return firstGood([first, ...others], controller)
    })
    const sent = run.trace.calls.length
    const { aborted } = facts(run.trace).byOutcome
    diagnose(run, [
      [
        atMs === 0 && sent > 0,
        `The caller had given up before the first call, and ${sent} calls were sent. A signal that ` +
          'is aborted already fires no event any more: begin with `signal.throwIfAborted()`.',
      ],
      [
        deaf === true && run.settledMs > atMs,
        `The caller gave up at ${atMs} ms, and heard of it at ${run.settledMs}: Oslo's task does not ` +
          'listen to its signal, and you waited for its end. An abort is a request. Besides, let ' +
          'the signal itself take part: what rejects when it aborts, in a race with `any`.',
      ],
      [
        run.outcome === 'fulfilled',
        `The caller gave up at ${atMs} ms, and everything went on: your own signal reached the tasks, ` +
          'and the one of the caller did not. A task has to stop for either of them.',
      ],
      [
        run.reason instanceof AggregateError,
        'The caller gave up, and heard that all tasks had failed. They had not: they were called ' +
          'off. Give back `signal.reason`, the very object.',
      ],
      [
        run.reason === reason && deaf !== true && aborted < sent,
        'The caller gave up, and the tasks were not told: they ran on until one won. Pass its abort ' +
          'on to each.',
      ],
    ])
    expect(run.reason).toBe(reason)
    expect(run.settledMs).toBe(atMs)
    expect(run).toHaveAborted(deaf === true ? sent - 1 : sent)
  }
})

test('leaves no listener on the caller’s signal', async () => {
  const { signal, listeners } = watchedSignal()
  const run = await simulate({}, async () => {
    await firstGood([() => Promise.resolve('tea')], { signal })
    await firstGood([() => Promise.reject(new Error('none'))], { signal }).catch(() => {})
  })
  diagnose(run, [
    [
      listeners.size > 0,
      `Two contests are over, and ${listeners.size} listeners are still on the caller’s signal. One ` +
        'signal may see a thousand contests: they pile up. `once` takes a listener away when it ' +
        'fires, and these never did. Remove them.',
    ],
  ])
  expect(listeners.size).toBe(0)
})

test('refuses an empty list of tasks', async () => {
  const run = await simulate({}, () => firstGood([]))
  diagnose(run, [
    [
      run.reason instanceof AggregateError,
      'No task is a mistake of the program, not a failure of tasks: throw a `RangeError` first.',
    ],
  ])
  expect(run.outcome).toBe('rejected')
  expect(run.reason).toBeInstanceOf(RangeError)
})
