import { fc, latencies, reasons } from '@overlap/scenarios'

/** What the tasks do, and how the loop reads them. */
export interface Scene {
  /** How long each task takes. */
  readonly latenciesMs: readonly number[]
  /** What the tasks resolve with, in turn. Default: `result 1`, `result 2` … */
  readonly values?: readonly unknown[]
  readonly fails?: readonly Failing[]
  /** How long the loop works on each result. Default: 0. */
  readonly workMs?: number
  /** After how many results the loop ends early. */
  readonly stopAfter?: number
  /** How it ends early. Default: by `break`. */
  readonly exit?: 'break' | 'throw'
  /** What a task does when its signal aborts. Default: it stops. */
  readonly onAbort?: 'stops' | 'goes on'
  /** When the caller's signal aborts; -1: before. Missing: there is no signal. */
  readonly abortMs?: number
  readonly reason?: unknown
}

/** A task that fails. */
export interface Failing {
  readonly at: number
  readonly error: unknown
  /** `throws`: before it returns a promise. */
  readonly manner: 'rejects' | 'throws'
}

const oddValues = ['a result', undefined, null, 0, '', false, { id: 3 }, Number.NaN]
const workMs = fc.constantFrom(0, 0, 30, 120)

/** Draws tasks that succeed. */
export const calm: fc.Arbitrary<Scene> = fc
  .record({ size: fc.constantFrom(0, 1, 2, 3, 5, 8, 13), workMs, odd: fc.boolean() })
  .chain(({ size, odd, workMs }) =>
    latencies(size).map((latenciesMs) => ({
      latenciesMs,
      workMs,
      ...(odd && { values: oddValues }),
    })),
  )

/** Draws tasks of which one fails. */
export const failing: fc.Arbitrary<Scene> = fc
  .record({
    latenciesMs: fc.constantFrom(1, 2, 3, 6).chain(latencies),
    part: fc.nat({ max: 99 }),
    error: reasons,
    manner: fc.constantFrom('rejects' as const, 'rejects' as const, 'throws' as const),
    workMs,
  })
  .map(({ latenciesMs, part, error, manner, workMs }) => ({
    latenciesMs,
    workMs,
    fails: [{ at: Math.floor((latenciesMs.length * part) / 100), error, manner }],
  }))

/** Draws loops that end early. */
export const leaving: fc.Arbitrary<Scene> = fc
  .record({
    latenciesMs: fc.constantFrom(2, 3, 5, 8).chain(latencies),
    part: fc.nat({ max: 99 }),
    workMs: fc.constantFrom(0, 0, 35),
    exit: fc.constantFrom('break' as const, 'throw' as const),
    onAbort: fc.constantFrom('stops' as const, 'stops' as const, 'goes on' as const),
  })
  .map(({ part, ...scene }) => ({
    ...scene,
    stopAfter: 1 + Math.floor(((scene.latenciesMs.length - 1) * part) / 100),
  }))

/** Draws callers who abort, at a moment when nothing else happens. */
export const aborting: fc.Arbitrary<Scene> = fc
  .record({
    latenciesMs: fc.constantFrom(1, 2, 3, 5).chain(latencies),
    part: fc.integer({ min: -1, max: 9 }),
    reason: reasons,
    workMs: fc.constantFrom(0, 0, 40),
    onAbort: fc.constantFrom('stops' as const, 'goes on' as const),
  })
  .map(({ part, ...scene }) => {
    const lastMs = Math.max(...scene.latenciesMs)
    return { ...scene, abortMs: part < 0 ? -1 : Math.floor((lastMs * part) / 100) * 10 + 3 }
  })

/** What a task resolves with. */
export function valueOf({ values }: Scene, at: number): unknown {
  return values ? values[at % values.length] : `result ${at + 1}`
}

/** A scene in a few words. */
export function tell({ latenciesMs, workMs = 0, fails = [], stopAfter, abortMs }: Scene): string {
  const parts = [
    `tasks of ${latenciesMs.join(', ') || 'no'} ms`,
    fails[0] && `task ${fails[0].at + 1} failing`,
    workMs > 0 && `${workMs} ms of work for each result`,
    stopAfter && `an end after ${stopAfter} results`,
    abortMs !== undefined && `an abort ${abortMs < 0 ? 'before' : `at ${abortMs} ms`}`,
  ]
  return parts.filter(Boolean).join(', ')
}
