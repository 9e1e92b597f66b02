import { audited } from '@overlap/mock-server'
import { ending, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Shared, SingleFlightOptions, Work } from '../types.ts'
import { play } from './play.ts'
import { scene } from './scene.ts'

/** The learner's `singleFlight`. */
export type SingleFlight = <Arg, T>(
  fn: Work<Arg, T>,
  options?: SingleFlightOptions<Arg>,
) => Shared<Arg, T>

/** Two arguments, and whether they have the same key. */
export interface Pair {
  readonly args: readonly [unknown, unknown]
  readonly isSame: boolean
  /** Missing: the default. */
  readonly key?: (arg: unknown) => unknown
}

const idOf = (arg: unknown): unknown => (arg as { readonly id: unknown }).id
const list = [1, 2]

export const pairs: readonly Pair[] = [
  {
    args: [
      { id: 3, page: 1 },
      { id: 3, page: 2 },
    ],
    isSame: true,
    key: idOf,
  },
  { args: [{ id: 3 }, { id: 4 }], isSame: false, key: idOf },
  { args: [1, '1'], isSame: false },
  { args: [{ id: 3 }, { id: 4 }], isSame: false },
  { args: [{ id: 3 }, { id: 3 }], isSame: false },
  { args: [new Map([[1, 'a']]), new Map([[2, 'b']])], isSame: false },
  { args: [list, list], isSame: true },
  { args: [list, '1,2'], isSame: false },
  { args: [undefined, undefined], isSame: true },
  { args: [null, undefined], isSame: false },
  { args: [Number.NaN, Number.NaN], isSame: true },
  { args: [0, false], isSame: false },
  { args: ['', ''], isSame: true },
  { args: ['__proto__', 'constructor'], isSame: false },
  { args: ['constructor', 'constructor'], isSame: true },
  { args: [1, 2], isSame: true, key: () => undefined },
  { args: [1, 2], isSame: false, key: (arg) => [arg] },
]

/** Two callers come one after the other during one call. */
export async function judgePair(singleFlight: SingleFlight, pair: Pair): Promise<void> {
  const { args, isSame, key } = pair
  const asked: unknown[] = []
  const options = key && {
    key: (arg: unknown) => {
      asked.push(arg)
      return key(arg)
    },
  }
  const { run, calls, came } = await play(
    (fn) => (options ? singleFlight(fn, options) : singleFlight(fn)),
    scene([
      [args[0], 0],
      [args[1], 50],
    ]),
  )
  const [one, other] = args.map((arg) => shown(arg))
  const wanted = isSame ? 1 : 2
  const both = `Two callers passed ${one} and ${other}`
  const bad = calls.find(({ arg }, i) => !Object.is(arg, args[i]))
  const failure = came.find(({ result }) => result?.status !== 'fulfilled')
  diagnose(run, [
    [
      key !== undefined && asked.length === 0,
      `The option \`key\` was passed, but you never called it. ${both}: call \`key(arg)\` to compare them.`,
    ],
    [
      key !== undefined && isSame && calls.length > 1,
      `${both}, and \`key\` returned ${shown(key?.(args[0]))} for both, but \`fn\` was called ${calls.length} times. ` +
        'Use what `key` returns as the key, whatever it is.',
    ],
    [
      key !== undefined && !isSame && calls.length < 2,
      `${both}, and \`key\` returned different values, but they shared a call. Compare what \`key\` returns ` +
        'as a `Map` does.',
    ],
    [
      isSame && calls.length > 1,
      `${both}, which a \`Map\` takes for the same key, but \`fn\` was called ${calls.length} times.`,
    ],
    [
      !isSame && calls.length < 2 && typeof args[0] === 'object' && args[0] !== null,
      `${both}. Without the option \`key\`, these are different keys, but the callers shared a call. As JSON or ` +
        'as text, different objects can look the same. Use the argument itself as the key of a `Map`.',
    ],
    [
      !isSame && calls.length < 2,
      `${both}. These are different keys, but the callers shared a call. As text, they look the same. An ` +
        'object turns its keys into text, so use a `Map`.',
    ],
    [
      bad !== undefined,
      `${both}, but \`fn\` was called with ${shown(bad?.arg)}. Pass the argument itself, not its key.`,
    ],
    [
      failure !== undefined,
      `${both}, and a caller's promise ${ending(failure?.result)}, although the call succeeded.`,
    ],
    [
      calls.length !== wanted,
      `${both}, and \`fn\` was called ${calls.length} times instead of ${wanted === 1 ? 'once' : 'twice'}.`,
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

/** Bad arguments that are refused at once. */
export interface Refused {
  readonly text: string
  readonly make: () => unknown
  readonly type: typeof RangeError | typeof TypeError
  /** A word of the message. */
  readonly names: string
}

export function diagnoseRefused({ text, make, type, names }: Refused): void {
  let thrown: unknown = 'nothing'
  try {
    audited(make, { returns: 'value' })()
  } catch (error) {
    thrown = error
  }
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0 } as never, [
    [
      !(thrown instanceof type) || !thrown.message.includes(names),
      `\`${text}\` should throw a ${type.name} that names \`${names}\`, but ` +
        `${thrown === 'nothing' ? "didn't throw" : `threw ${shown(thrown)}`}. Keep the checks of the starter.`,
    ],
  ])
}
