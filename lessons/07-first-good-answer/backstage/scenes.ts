import { fc, reasons } from '@overlap/scenarios'

const ends = ['succeeds', 'fails', 'succeeds at once', 'fails at once', 'throws at once'] as const
const manners = ['stops', 'wraps the error', 'returns a part', 'ignores its signal'] as const

/** One task: it makes one call, and then ends. `at once`: it ends without a call. */
export interface Plan {
  readonly latencyMs: number
  /** `throws at once`: it throws before it returns a promise. */
  readonly end: (typeof ends)[number]
  /** What it returns or throws. */
  readonly value: unknown
  /** What it does when its signal aborts. */
  readonly onAbort: (typeof manners)[number]
}

/** Tasks of one call of the learner's function, and what else happens meanwhile. */
export interface Scene {
  readonly plans: readonly Plan[]
  /** How the options are left out. With a caller's signal, it is the only option. */
  readonly options?: 'none' | 'empty' | 'undefined' | undefined
  /** When the caller's signal aborts; -1: before the call. `undefined`: there is no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
  /** Whether the first task aborts the caller while it is being called. `abortMs` is then 0. */
  readonly abortsInTask?: boolean
  /** Whether every task in the list is the same function. */
  readonly isSame?: boolean
  /** Whether the learner's function is called another time, at the same moment. */
  readonly besideAnother?: boolean
  /** Whether a task that succeeds returns its `Response`, whose body arrives {@link BODY_MS} later. */
  readonly returnsResponse?: boolean
}

/** How long a body takes in scenes with a `Response`. */
export const BODY_MS = 50

/** No task takes so long. */
export const LONGER_MS = 1000

/** A plan of a call that succeeds, with its latency as its value, except for `more`. */
export function plan(latencyMs: number, more: Partial<Plan> = {}): Plan {
  return { latencyMs, end: 'succeeds', value: `after ${latencyMs} ms`, onAbort: 'stops', ...more }
}

/** A plan of a call that fails. */
export const failing = (latencyMs: number, more: Partial<Plan> = {}): Plan =>
  plan(latencyMs, { end: 'fails', value: new Error(`failed after ${latencyMs} ms`), ...more })

/** Draws plans that end at different moments, except those that fail at once. */
export const plans = (
  ends: readonly Plan['end'][],
  manners: readonly Plan['onAbort'][],
  minLength = 1,
): fc.Arbitrary<Plan[]> =>
  fc.uniqueArray(
    fc.record({
      latencyMs: fc.integer({ min: 1, max: 50 }).map((n) => 10 * n),
      end: fc.constantFrom(...ends),
      value: reasons,
      onAbort: fc.constantFrom(...manners),
    }),
    { minLength, maxLength: 7, selector: ({ latencyMs }) => latencyMs },
  )

/** Like {@link plans}, with one task or more that succeeds. */
export const goodPlans = (
  ...[ends, manners, minLength]: Parameters<typeof plans>
): fc.Arbitrary<Plan[]> =>
  fc
    .tuple(plans(ends, manners, minLength), fc.nat())
    .map(([list, n]) =>
      list.map((one, i) => (i === n % list.length ? { ...one, end: 'succeeds' } : one)),
    )

/** How the options are left out. */
export const leftOut = fc.constantFrom<Scene['options']>('none', 'empty', 'undefined')

/** When a task ends if nothing aborts it. */
export const endOf = ({ latencyMs, end }: Plan): number => (end.endsWith('at once') ? 0 : latencyMs)

/** Whether a task succeeds if nothing aborts it. */
export const isGood = ({ end }: Plan): boolean => end.startsWith('succeeds')

/** A scene in a few words. */
export const tell = ({ plans: { length } }: Scene): string =>
  length === 1 ? '1 task' : `${length} tasks`
