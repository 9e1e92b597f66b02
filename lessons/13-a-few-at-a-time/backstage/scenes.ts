import { fc, reasons } from '@overlap/scenarios'
import type { Run } from '@overlap/mock-server'
import type { Trace } from '@overlap/trace'

/** What the calls of a pool do, and how many may be in flight. */
export interface Scene {
  /** How long each call takes. One call for each item. */
  readonly latenciesMs: readonly number[]
  readonly limit: number
  /** Default: 1, 2, 3 … */
  readonly items?: readonly unknown[]
  /** What the calls resolve with, in turn. Default: `result 1`, `result 2` … */
  readonly values?: readonly unknown[]
  /** Whether `fn` returns plain values, without a call. */
  readonly plain?: boolean
  readonly fails?: readonly Failing[]
  /** What a call does when the signal that `fn` got aborts. Default: it goes on. */
  readonly onAbort?: 'stops' | 'goes on'
  /** When the caller's signal aborts; -1: before. Missing: there is no signal. */
  readonly abortMs?: number
  readonly reason?: unknown
  readonly stopOnError?: boolean
}

/** A call that fails. */
export interface Failing {
  /** The index of its item. */
  readonly at: number
  readonly error: unknown
  /** `throws`: before it returns a promise, without a call. */
  readonly manner: 'rejects' | 'throws'
}

/** The trace of a diagnosis without a picture. */
export const noCalls: Trace = { calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }

/** A run for a diagnosis about which a picture of its calls would show nothing. */
export function withoutCalls({ reason, unhandled }: Run<unknown>) {
  return { trace: noCalls, reason, unhandled }
}

/** Draws latencies that are multiples of 10 ms. */
export const manyLatencies = (minLength: number, maxLength: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
    { minLength, maxLength },
  )

/** Draws limits: far below, around, and above the number of items. */
const limits: fc.Arbitrary<number> = fc.constantFrom(1, 2, 3, 4, 5, 8, 40, 100)

const oddValues = ['a result', undefined, null, 0, '', false, { id: 3 }, Number.NaN]

/** Draws scenes without a failure. */
export const calm: fc.Arbitrary<Scene> = fc
  .record({ latenciesMs: manyLatencies(0, 16), limit: limits, odd: fc.boolean() })
  .map(({ latenciesMs, limit, odd }) => ({
    latenciesMs,
    limit,
    ...(odd && { values: oddValues }),
  }))

/** Draws scenes in which one call fails, at a moment when nothing else happens. */
export const failing: fc.Arbitrary<Scene> = fc
  .record({
    latenciesMs: manyLatencies(1, 12),
    limit: fc.constantFrom(1, 2, 3, 4, 8),
    part: fc.nat({ max: 99 }),
    error: reasons,
    manner: fc.constantFrom('rejects' as const, 'rejects' as const, 'throws' as const),
  })
  .map(({ latenciesMs, limit, part, error, manner }) => {
    const at = Math.floor((latenciesMs.length * part) / 100)
    return {
      latenciesMs: latenciesMs.map((ms, i) => (i === at ? ms + 5 : ms)),
      limit,
      fails: [{ at, error, manner }],
    }
  })

/** When each call has to start and end, if no failure stops the pool. */
export function plan({ latenciesMs, limit, fails = [] }: Scene): {
  readonly startMs: number
  readonly endMs: number
}[] {
  const freeMs: number[] = []
  return latenciesMs.map((ms, i) => {
    const least = Math.min(...freeMs)
    const slot = freeMs.length < limit ? freeMs.length : freeMs.indexOf(least)
    const startMs = freeMs[slot] ?? 0
    const endMs = startMs + (throwsAt(fails, i) ? 0 : ms)
    freeMs[slot] = endMs
    return { startMs, endMs }
  })
}

/** Whether a call throws before it returns a promise. */
function throwsAt(fails: readonly Failing[], index: number): boolean {
  return fails.some(({ at, manner }) => at === index && manner === 'throws')
}

/** When the first failing call ends, and which one it is. */
export function firstFailure(scene: Scene): (Failing & { readonly ms: number }) | undefined {
  const ends = plan(scene)
  const all = (scene.fails ?? []).map((one) => ({ ...one, ms: ends[one.at]?.endMs ?? 0 }))
  return all.toSorted((a, b) => a.ms - b.ms)[0]
}

/** A scene in a few words. */
export function tell({ latenciesMs, limit, abortMs, fails = [] }: Scene): string {
  const fail = fails[0] ? `, item ${fails.map(({ at }) => at + 1).join(' and ')} failing` : ''
  const abort =
    abortMs === undefined ? '' : `, aborted ${abortMs < 0 ? 'before' : `at ${abortMs} ms`}`
  return `\`limit: ${limit}\` and calls of ${latenciesMs.join(', ') || 'no'} ms${fail}${abort}`
}
