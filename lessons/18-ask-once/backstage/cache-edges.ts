import { audited, simulate } from '@overlap/mock-server'
import { count, ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Arguments, CacheOptions, Shared, Work, WorkOptions } from '../types.ts'

/** The learner's `cached`. */
export type Cached = <Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  options: CacheOptions<Arguments<Params>>,
) => Shared<Arguments<Params>, T>

const settled = async (promise: Promise<unknown>): Promise<PromiseSettledResult<unknown>> =>
  promise.then(
    (value) => ({ status: 'fulfilled', value }),
    (reason: unknown) => ({ status: 'rejected', reason }),
  )

/** `ttlMs`, `staleMs`, the age of the value, how many calls there are then, and which call's value comes. */
const boundaries = [
  [0, undefined, 0, 2, 2],
  [100, undefined, 99, 1, 1],
  [100, undefined, 100, 2, 2],
  [100, 100, 100, 2, 1],
  [100, 100, 199, 2, 1],
  [100, 100, 200, 2, 2],
] as const

/** A value is fresh while its age is below `ttlMs`, and stale for `staleMs` more. */
export async function judgeBoundary(cached: Cached, isStale: boolean): Promise<void> {
  for (const [ttlMs, staleMs, ageMs, wanted, value] of boundaries) {
    if (isStale !== (staleMs !== undefined)) continue
    let calls = 0
    const options = { ttlMs, ...(staleMs !== undefined && { staleMs }) }
    const run = await simulate({}, async (_, time) => {
      const load = audited(cached((_id: number) => (calls += 1), options))
      await load(3)
      if (ageMs > 0) await time.sleep(ageMs)
      return load(3)
    })
    diagnose(run, [
      [
        calls !== wanted,
        `With ${shown(options)}, a caller came when the value was ${ageMs} ms old, and \`fn\` had been called ` +
          `${count(calls, 'time')} in all instead of ${count(wanted, 'time')}. A value is fresh while its age is less than \`ttlMs\`` +
          `${isStale ? ', and stale while it is less than `ttlMs + staleMs`' : ''}.`,
      ],
      [
        run.outcome !== 'fulfilled' || run.value !== value,
        `With ${shown(options)}, a caller came when the value was ${ageMs} ms old, and should get the value of call ${value}, ` +
          `but ${run.outcome === 'fulfilled' ? `got ${shown(run.value)}` : `its promise ${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'never settled'}`}.`,
      ],
    ])
  }
}

/** Aborts of callers of a cache: before a hit, during a call, and with a late answer. */
export async function judgeCacheAborts(cached: Cached): Promise<void> {
  const reason = new Error('the user left the page')
  const ends: PromiseSettledResult<unknown>[] = []
  let calls = 0
  let signal: AbortSignal | undefined
  const run = await simulate({}, async (_, time) => {
    const load = audited(
      cached(
        async (_id: number, options: WorkOptions) => {
          const call = (calls += 1)
          signal ??= options?.signal
          // The first call is slow, and ignores its signal.
          await time.sleep(call === 1 ? 100 : 20)
          return call
        },
        { ttlMs: 500 },
      ),
    )
    const controller = new AbortController()
    const first = settled(load(3, { signal: controller.signal }))
    await time.sleep(10)
    controller.abort(reason)
    ends.push(await first)
    ends.push(await settled(load(3)))
    await time.sleep(200)
    ends.push(await settled(load(3)))
    ends.push(await settled(load(3, { signal: controller.signal })))
  })
  const [aborted, next, hit, again] = ends
  const value = (result: PromiseSettledResult<unknown> | undefined): unknown =>
    result?.status === 'fulfilled' ? result.value : undefined
  diagnose(run, [
    [
      !Object.is(reasonOf(aborted), reason),
      `A caller of a cached function aborted, and its promise ${ending(aborted)}. Pass that caller's signal on to ` +
        '`singleFlight`, and let the reason through.',
    ],
    [
      value(next) === 1,
      'All callers of a cached function had aborted, and the next one got the aborted call. Pass each ' +
        "caller's signal to `singleFlight`.",
    ],
    [
      signal?.aborted !== true,
      'All callers of a cached function had aborted, but the signal of `fn` had not. Pass the signal that ' +
        '`singleFlight` gives you on to `fn`.',
    ],
    [
      value(next) === 2 && value(hit) === 1,
      'An aborted call resolved late, and its value replaced that of a newer call. Look at ' +
        'the signal before you store a value.',
    ],
    [
      value(next) !== 2 || value(hit) !== 2,
      `A call was aborted. The next callers should get the value of the second call, but got ` +
        `${shown(value(next))} and ${shown(value(hit))}.`,
    ],
    [
      !Object.is(reasonOf(again), reason),
      `The signal had aborted before the cached function was called, but the promise ${ending(again)}. Check the ` +
        "caller's signal before the cache: after an abort, even a hit rejects with the reason.",
    ],
  ])
}

/** `key` decides what is kept, and objects that change meanwhile don't matter. */
export async function judgeCacheKey(cached: Cached): Promise<void> {
  const called: unknown[] = []
  const run = await simulate({}, async (_, time) => {
    const load = cached(
      async (arg: { id: number }) => {
        called.push(arg.id)
        await time.sleep(50)
        return 'a product'
      },
      { ttlMs: 500, key: ({ id }) => id },
    )
    const arg = { id: 1 }
    const first = load(arg)
    arg.id = 2
    await load({ id: 1 })
    await first
    await load({ id: 1 })
    await load({ id: 2 })
  })
  diagnose(run, [
    [
      run.outcome === 'rejected',
      `A cached function with a \`key\` rejected with ${shown(run.reason)}.`,
    ],
    [
      called.length < 2,
      'A caller changed its argument while the call was in flight, and the value was kept under the new ' +
        'key. Call `key` before you call `fn`.',
    ],
    [
      called.length > 2,
      `Callers passed \`{ id: 1 }\` three times and \`{ id: 2 }\` once, with \`key: ({ id }) => id\`, and \`fn\` was called ` +
        `${called.length} times. Keep each value under what \`key\` returned before the call.`,
    ],
  ])
}

/** All arguments reach `fn`, and all are the key. */
export async function judgeCacheArguments(cached: Cached): Promise<void> {
  const called: string[] = []
  const run = await simulate({}, async () => {
    const load = cached((id: number, page: number) => called.push(`${id}, ${page}`), { ttlMs: 500 })
    await load(3, 1)
    await load(3, 2)
    await load(3, 1)
  })
  diagnose(run, [
    [
      called.length < 2,
      'A cached function was called as `load(3, 1)`, then as `load(3, 2)`, and the second caller got the value of ' +
        'the first. All arguments are the key: call `key(...args)`.',
    ],
    [
      run.outcome === 'rejected' || called.join('; ') !== '3, 1; 3, 2',
      `A cached function was called as \`load(3, 1)\`, \`load(3, 2)\` and again \`load(3, 1)\`, and \`fn\` was called with ` +
        `${called.join('; ')}. Pass all arguments to \`fn\`, and keep the value under \`key(...args)\`.`,
    ],
  ])
}

/** By default, a cache holds a thousand values. */
export async function judgeDefaultSize(cached: Cached): Promise<void> {
  let calls = 0
  const run = await simulate({}, async () => {
    const load = cached((_id: number) => (calls += 1), { ttlMs: Infinity })
    for (let i = 0; i <= 1000; i += 1) await load(i)
    await load(1)
    const kept = calls
    await load(0)
    return [kept, calls]
  })
  diagnose(run, [
    [
      run.outcome === 'rejected',
      `A cached function that was called with 1001 keys rejected with ${shown(run.reason)}.`,
    ],
    [
      run.outcome === 'fulfilled' && run.value[0] !== 1001,
      'Without `maxSize`, a cache holds 1000 values, but after 1001 keys, the second one was gone.',
    ],
    [
      run.outcome === 'fulfilled' && run.value[1] !== 1002,
      'Without `maxSize`, a cache holds 1000 values, but after 1001 keys, the first one was still there. A ' +
        'cache without a limit is a leak.',
    ],
  ])
}
