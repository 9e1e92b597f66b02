import { fc, reasons } from '@overlap/scenarios'
import type { HedgedOptions } from '../types.ts'

/** What `fn` does in one call: it makes a request and ends with it. */
export interface Plan {
  readonly latencyMs: number
  /** `throws`: right away, before it returns a promise. */
  readonly end: 'succeeds' | 'fails' | 'throws'
  /** What it returns or throws. */
  readonly value: unknown
  readonly ignoresSignal?: boolean
}

/** Someone who calls the hedged function once. */
export interface Caller {
  /** When it calls, in ms. */
  readonly atMs: number
  /** What `fn` does in the first and in the second call. */
  readonly plans: readonly [Plan, Plan]
  /** When its signal aborts; -1: before the call. `undefined`: it passes no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
}

/** Callers of one hedged function. */
export interface Scene {
  readonly afterMs: number
  readonly callers: readonly Caller[]
  /** Whether `fn` returns a `Response`, whose body arrives {@link BODY_MS} later. */
  readonly returnsResponse?: boolean
  /** If no second call may be sent: why, and the options. `afterMs` is `Infinity` then. */
  readonly single?: { readonly why: string; readonly options: HedgedOptions<number> }
}

/** How long a body takes in scenes with a `Response`. */
export const BODY_MS = 50

/** What becomes of a caller if `hedged` is right. */
export interface Wanted {
  /** When the second call is sent; `undefined`: never. */
  readonly secondMs: number | undefined
  readonly settledMs: number
  /** `error`: that of the first call. `reason`: the caller's. */
  readonly end: 'value' | 'error' | 'reason'
  /** Which call wins. */
  readonly winner: 0 | 1 | undefined
  /** When each call ends if nothing aborts it. */
  readonly endsMs: readonly [number, number]
}

const durationOf = ({ latencyMs, end }: Plan): number => (end === 'throws' ? 0 : latencyMs)

export const isGood = ({ end }: Plan): boolean => end === 'succeeds'

/** Works out what becomes of a caller. */
export function wantedOf({ atMs, plans, abortMs = Infinity }: Caller, afterMs: number): Wanted {
  const [first, second] = plans
  const dueMs = atMs + afterMs
  const firstMs = atMs + durationOf(first)
  const secondMs = firstMs > dueMs && abortMs > dueMs ? dueMs : undefined
  const endsMs = [
    firstMs,
    secondMs === undefined ? Infinity : secondMs + durationOf(second),
  ] as const
  const good = ([0, 1] as const).filter((i) => isGood(plans[i]) && endsMs[i] < Infinity)
  const [winner] = good.toSorted((a, b) => endsMs[a] - endsMs[b])
  const lastMs = secondMs === undefined ? firstMs : Math.max(...endsMs)
  const settledMs = winner === undefined ? lastMs : endsMs[winner]
  if (abortMs < settledMs) {
    return {
      secondMs,
      settledMs: Math.max(atMs, abortMs),
      end: 'reason',
      winner: undefined,
      endsMs,
    }
  }
  return { secondMs, settledMs, end: winner === undefined ? 'error' : 'value', winner, endsMs }
}

/** A call that succeeds, with its latency as its value, except for `more`. */
export const good = (latencyMs: number, more: Partial<Plan> = {}): Plan => ({
  latencyMs,
  end: 'succeeds',
  value: `an answer after ${latencyMs} ms`,
  ...more,
})

/** A call that fails. */
export const bad = (latencyMs: number, more: Partial<Plan> = {}): Plan =>
  good(latencyMs, {
    end: 'fails',
    value: new Error(`failed after ${latencyMs} ms`),
    ...more,
  })

/** A caller at 0 ms. */
export const one = (first: Plan, second: Plan, more: Partial<Caller> = {}): Caller => ({
  atMs: 0,
  plans: [first, second],
  ...more,
})

const tens = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: 1, max: most }).map((n) => 10 * n)

const plan = (ends: readonly Plan['end'][], ignores: readonly boolean[]): fc.Arbitrary<Plan> =>
  fc.record({
    latencyMs: tens(40),
    end: fc.constantFrom(...ends),
    value: reasons,
    ignoresSignal: fc.constantFrom(...ignores),
  })

/** Calls end at full tens of ms after they were sent, second calls are due at 5 and aborts at 3: never together. */
export const draws = {
  afterMs: fc.integer({ min: 0, max: 30 }).map((n) => 10 * n + 5),
  abortMs: tens(50).map((ms) => ms + 3),
  reason: reasons.filter((reason) => reason !== undefined),
  plans: (ends: readonly Plan['end'][], ignores: readonly boolean[] = [false]) =>
    fc.tuple(plan(ends, ignores), plan(ends, ignores)),
  atMs: fc.constantFrom(0, 0, 100, 730),
}

/** A scene in a few words. */
export function tell({ afterMs, callers }: Scene): string {
  const [caller] = callers
  if (callers.length !== 1 || caller === undefined) return `${callers.length} callers`
  const [first, second] = caller.plans.map(({ end, latencyMs }) =>
    end === 'throws' ? 'throws' : `${end} after ${latencyMs} ms`,
  )
  return `\`afterMs: ${afterMs}\`, a first call that ${first}, and a second that ${second}`
}
