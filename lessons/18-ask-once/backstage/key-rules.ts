import { audited, simulate, type Run, type VirtualTime } from '@overlap/mock-server'
import { ending, isSame, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../types.ts'
import { play } from './play.ts'
import { scene } from './scene.ts'

/** The learner's `singleFlight`. */
export type SingleFlight = <Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  options?: SingleFlightOptions<Arguments<Params>>,
) => Shared<Arguments<Params>, T>

/** The arguments of two calls, and whether they have the same key. */
interface Pair {
  readonly calls: readonly [readonly unknown[], readonly unknown[]]
  readonly isSame: boolean
  /** Missing: the default. */
  readonly key?: (...args: readonly unknown[]) => unknown
}

const idOf = (arg: unknown): unknown => (arg as { readonly id: unknown }).id
const list = [1, 2]

const same = (...calls: Pair['calls']): Pair => ({ calls, isSame: true })
const different = (...calls: Pair['calls']): Pair => ({ calls, isSame: false })

const pairs: readonly Pair[] = [
  { ...same([{ id: 3, page: 1 }], [{ id: 3, page: 2 }]), key: idOf },
  { ...different([{ id: 3 }], [{ id: 4 }]), key: idOf },
  { ...same([1, 2], [3, 2]), key: (_, second) => second },
  { ...same([1], [2]), key: () => undefined },
  { ...different([1], [2]), key: (arg) => [arg] },
  different([1], ['1']),
  different([1, 2], [1, 3]),
  same([1, 2], [1, 2]),
  same([], []),
  different([1, 2], ['1', 2]),
  different(['a,b', 'c'], ['a', 'b,c']),
  different(['1,2'], ['1', '2']),
  different(['["a","b"]'], ['a', 'b']),
  different([{ id: 3 }], [{ id: 4 }]),
  different([{ id: 3 }], [{ id: 3 }]),
  different([new Map([[1, 'a']])], [new Map([[2, 'b']])]),
  different([{ id: 3 }, 1], [{ id: 4 }, 1]),
  same([list], [list]),
  same([list, 1], [list, 1]),
  different([list], ['1,2']),
  same([undefined], [undefined]),
  different([null], [undefined]),
  different([null, 1], [undefined, 1]),
  same([Number.NaN], [Number.NaN]),
  different([0], [false]),
  same([''], ['']),
  different(['__proto__'], ['constructor']),
  same(['constructor'], ['constructor']),
]

interface Shown {
  /** What `fn` was called with. */
  readonly calls: (readonly unknown[])[]
  /** What `key` was called with. */
  readonly asked: (readonly unknown[])[]
  readonly results: PromiseSettledResult<unknown>[]
}

/** Two callers come one after the other during one call. */
async function playPair(
  time: VirtualTime,
  singleFlight: SingleFlight,
  { calls: args, key }: Pair,
  { calls, asked, results }: Shown,
): Promise<void> {
  const fn = async (...given: readonly unknown[]): Promise<string> => {
    calls.push(given)
    await time.sleep(100)
    return 'a result'
  }
  const ask = (...given: readonly unknown[]): unknown => {
    asked.push(given)
    return key?.(...given)
  }
  const load = audited(key ? singleFlight(fn, { key: ask }) : singleFlight(fn))
  const come = async (n: 0 | 1): Promise<void> => {
    await time.sleep(50 * n)
    const [result] = await Promise.allSettled([load(...args[n])])
    if (result) results[n] = result
  }
  await Promise.all([come(0), come(1)])
}

const textOf = (args: readonly unknown[]): string =>
  args.map((arg) => shown(arg).slice(1, -1)).join(', ')

/** Whether `fn` got the arguments. What comes after them is judged elsewhere. */
const isPassed = (given: readonly unknown[], args: readonly unknown[]): boolean =>
  args.every((arg, i) => i in given && Object.is(given[i], arg))

/** Plays all pairs at the same time, each with a function of its own. */
export async function judgePairs(singleFlight: SingleFlight): Promise<void> {
  const played = pairs.map((): Shown => ({ calls: [], asked: [], results: [] }))
  const run = await simulate({}, async (_, time) => {
    await Promise.all(pairs.map((pair, i) => playPair(time, singleFlight, pair, played[i]!)))
  })
  for (const [i, pair] of pairs.entries()) diagnosePair(run, pair, played[i]!)
}

function diagnosePair(run: Run<unknown>, pair: Pair, { calls, asked, results }: Shown): void {
  const { calls: args, isSame: isOne, key } = pair
  const [one, other] = args
  const both = `\`load(${textOf(one)})\` and \`load(${textOf(other)})\` came during one call`
  const twice = `\`fn\` was called ${calls.length} times`
  const isMany = one.length > 1 || other.length > 1
  const isFirst = isMany && Object.is(one[0], other[0])
  const isObject = (arg: unknown): boolean => typeof arg === 'object' && arg !== null
  const hasObject = one.some(isObject)
  const areObjects = hasObject && other.some(isObject)
  const bad = calls.findIndex((given, i) => !isPassed(given, args[i] ?? one))
  const partly = asked.find((given) => !isSame(given, one) && !isSame(given, other))
  const failure = results.find(({ status }) => status === 'rejected')
  const wanted = isOne ? 1 : 2
  diagnose(run, [
    [
      key !== undefined && asked.length === 0,
      `The option \`key\` was passed, but you never called it. ${both}: call \`key(...args)\` to compare them.`,
    ],
    [
      key !== undefined && partly !== undefined,
      `${both}, but you called \`key(${textOf(partly ?? [])})\`. Pass all arguments to \`key\`, and nothing else.`,
    ],
    [
      key !== undefined && isOne && calls.length > 1,
      `${both}, and \`key\` returned ${shown(key?.(...one))} for both, but ${twice}. ` +
        'Use what `key` returns as the key, whatever it is.',
    ],
    [
      key !== undefined && !isOne && calls.length < 2,
      `${both}, and \`key\` returned different values, but they shared a call. Compare what \`key\` returns ` +
        'as a `Map` does.',
    ],
    [
      isOne && calls.length > 1 && !isMany,
      `${both}, which has the same key, but ${twice}. Don't treat any value as a missing key.`,
    ],
    [
      isOne && calls.length > 1,
      `${both} with the same arguments, but ${twice}. A new array is never the same key of a \`Map\` as ` +
        'another one. Let `argumentsKey(...args)` make one key of all arguments.',
    ],
    [
      !isOne && calls.length < 2 && isFirst,
      `${both}, and they shared a call, because you compare only their first argument. All arguments are the ` +
        'key: use `argumentsKey(...args)`.',
    ],
    [
      !isOne && calls.length < 2 && hasObject,
      `\`load(${textOf(one)})\` and \`load(${textOf(other)})\`, called with ${areObjects ? 'two different objects' : 'different arguments'}, ` +
        'shared a call. Without the option `key`, an object is the same key only as itself. As JSON or as text, ' +
        'different objects can look the same: `argumentsKey` tells them apart.',
    ],
    [
      !isOne && calls.length < 2,
      `${both}. These are different keys, but the callers shared a call, because they look the same as text. ` +
        'Use what `argumentsKey` returns as the key of a `Map`: an object would turn it into text.',
    ],
    [
      bad >= 0,
      `A caller called \`load(${textOf(args[bad] ?? one)})\`, but \`fn\` got \`(${textOf(calls[bad] ?? [])})\`. Call it ` +
        'with all arguments as they are, not with their key.',
    ],
    [
      failure !== undefined,
      `${both}, and a caller's promise ${ending(failure)}, although the call succeeded.`,
    ],
    [
      calls.length !== wanted,
      `${both}, and ${twice} instead of ${wanted === 1 ? 'once' : 'twice'}.`,
    ],
  ])
}

/** Callers who call again as soon as their promise has settled. */
export async function judgeAgain(singleFlight: SingleFlight, fails: boolean): Promise<void> {
  let calls = 0
  const run = await simulate({}, async (_, time) => {
    const load = audited(
      singleFlight(async (_id: number) => {
        const call = (calls += 1)
        await time.sleep(100)
        if (fails) throw new Error('503')
        return call
      }),
    )
    const comeTwice = async (): Promise<void> => {
      for (let i = 0; i < 2; i += 1) await Promise.allSettled([load(3)])
    }
    await Promise.all([comeTwice(), comeTwice()])
  })
  diagnose(run, [
    [
      calls < 2,
      `Two callers shared a call, which ${fails ? 'failed' : 'resolved'} at 100 ms. Each called again right after its promise had ` +
        'settled, but they got the old result. Remove the call from the `Map` before its promise settles, not later.',
    ],
    [
      calls > 2,
      `Two callers shared a call, and both called again right after it, but \`fn\` was called ${calls} times in all. ` +
        'A call may remove only itself from the `Map`, not the one that came after it.',
    ],
  ])
}

/** A `key` that throws rejects the call, and nothing else happens. */
export async function judgeThrowingKey(singleFlight: SingleFlight): Promise<void> {
  const bug = new Error('a bug in your key')
  const { run, calls, came } = await play(
    (fn) =>
      singleFlight(fn, {
        key: () => {
          throw bug
        },
      }),
    scene([[1, 0]]),
  )
  diagnose(run, [
    [calls.length > 0, '`key` threw, but `fn` was called. Without a key there is no call.'],
    [
      !Object.is(reasonOf(came[0]?.result), bug),
      `\`key\` threw ${shown(bug)}, but the caller's promise ${ending(came[0]?.result)}. Let the error through.`,
    ],
  ])
}
