import { fc, reasons } from '@overlap/scenarios'

/** Someone who calls the shared function. */
export interface Caller {
  readonly arg: unknown
  readonly atMs: number
  /** When the caller's signal aborts. -1: before the call. Missing: there is no signal. */
  readonly abortMs?: number
  readonly reason?: unknown
}

/** How a call of `fn` ends. */
export type End =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown }

/** Who calls when, and what `fn` does. */
export interface Scene {
  /** In the order in which they come. */
  readonly callers: readonly Caller[]
  readonly latencyMs: number
  /** How the calls of `fn` end, in turn. After the last comes the first again. */
  readonly ends: readonly End[]
  /** `at once`: `fn` makes no call. A failure is thrown before there is a promise, a value is plain. */
  readonly manner: 'calls' | 'at once'
  /** Whether `fn` ignores its signal. */
  readonly ignores: boolean
}

/** The options of a cache. */
export interface CacheModel {
  readonly ttlMs: number
  readonly staleMs: number
  readonly maxSize: number
}

export const ok = (value: unknown): End => ({ ok: true, value })
export const failed = (error: unknown): End => ({ ok: false, error })

/** Values that can be told apart: a new one for each call. */
const different = Array.from({ length: 12 }, (_, i) => ok({ answer: i + 1 }))

/** Callers given as pairs of argument and moment. Calls take 105 ms. */
export const scene = (
  callers: readonly (readonly [arg: unknown, atMs: number])[],
  more: Partial<Scene> = {},
): Scene => ({
  callers: callers.map(([arg, atMs]) => ({ arg, atMs })),
  latencyMs: 105,
  ends: different,
  manner: 'calls',
  ignores: false,
  ...more,
})

const values = fc.constantFrom<unknown>('a result', { id: 3 }, undefined, null, 0, '', false)
const oks: fc.Arbitrary<End> = values.map(ok)
export const ends: fc.Arbitrary<End> = fc.oneof(oks, reasons.map(failed))

/** Callers come at whole tens, and calls end between them, so that no two things happen at once. */
const atMs = fc.integer({ min: 0, max: 40 }).map((n) => 10 * n)
const betweenTens = fc.integer({ min: 0, max: 20 }).map((n) => 10 * n + 5)

function callersOf(
  args: fc.Arbitrary<unknown>,
  { maxLength = 9, times = atMs }: { maxLength?: number; times?: fc.Arbitrary<number> } = {},
): fc.Arbitrary<readonly Caller[]> {
  return fc
    .array(fc.record({ arg: args, atMs: times }), { minLength: 1, maxLength })
    .map((callers) => callers.toSorted((a, b) => a.atMs - b.atMs))
}

const products = fc.constantFrom<unknown>(1, 2, 3)

/** Draws scenes in which nobody aborts. */
export const scenes = (
  how: fc.Arbitrary<End>,
  callers = callersOf(products),
): fc.Arbitrary<Scene> =>
  fc.record({
    callers,
    latencyMs: betweenTens,
    ends: fc.array(how, { minLength: 1, maxLength: 4 }),
    manner: fc.constant('calls' as const),
    ignores: fc.constant(false),
  })

/** Draws scenes in which all callers come during the first call with their argument. */
export const sharedScenes: fc.Arbitrary<Scene> = scenes(oks).map((scene) => ({
  ...scene,
  latencyMs: scene.latencyMs + 500,
}))

/** `abort(undefined)` makes a reason of its own. */
const whys = reasons.filter((reason) => reason !== undefined)

/** Draws scenes in which some callers abort, at moments at which nothing else happens. */
export const abortScenes: fc.Arbitrary<Scene> = fc.record({
  callers: fc
    .tuple(
      callersOf(fc.constantFrom<unknown>(1, 1, 2), {
        maxLength: 6,
        times: fc.integer({ min: 0, max: 20 }).map((n) => 10 * n),
      }),
      fc.array(
        fc.record({ afterMs: fc.constantFrom(undefined, -1, 13, 43, 83, 163), reason: whys }),
        { minLength: 6, maxLength: 6 },
      ),
    )
    .map(([callers, aborts]) =>
      callers.map((caller, i): Caller => {
        const { afterMs, reason } = aborts[i]!
        if (afterMs === undefined) return caller
        return { ...caller, abortMs: afterMs < 0 ? -1 : caller.atMs + afterMs, reason }
      }),
    ),
  latencyMs: fc.constantFrom(65, 105, 205),
  ends: fc.array(ends, { minLength: 1, maxLength: 4 }),
  manner: fc.constant('calls' as const),
  ignores: fc.boolean(),
})

/** Draws what a cache is given, and who comes when. */
const keptScenes = (
  options: fc.Arbitrary<CacheModel>,
): fc.Arbitrary<{ scene: Scene; options: CacheModel }> =>
  fc.record({
    scene: scenes(
      fc.oneof({ weight: 3, arbitrary: oks }, { weight: 1, arbitrary: ends }),
      callersOf(products, {
        maxLength: 14,
        times: fc.integer({ min: 0, max: 80 }).map((n) => 10 * n),
      }),
    ).map((scene) => ({ ...scene, ends: scene.ends.map(apart) })),
    options,
  })

/** The values of different calls differ, if they are truthy. */
const apart = (end: End, i: number): End => (end.ok && end.value ? ok({ answer: i }) : end)

const tens = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((n) => 10 * n)
const maxSize = fc.constantFrom(1, 2, 2, 3, Infinity)

export const cacheScenes = keptScenes(
  fc.record({
    ttlMs: fc.oneof(tens(2, 60), fc.constantFrom(0, Infinity)),
    staleMs: fc.constant(0),
    maxSize,
  }),
)
export const staleScenes = keptScenes(
  fc.record({ ttlMs: tens(0, 20), staleMs: tens(5, 40), maxSize: fc.constant(Infinity) }),
)
