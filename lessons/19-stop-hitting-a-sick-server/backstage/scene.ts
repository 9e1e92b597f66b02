import { HttpError } from '@overlap/lesson-05'
import { fc, reasons } from '@overlap/scenarios'
import type { FailureRate } from '../types.ts'

/** How a call of `fn` ends. */
export type End =
  | { readonly ok: true; readonly value: unknown }
  /** `counts`: whether it is a failure of the server. `thrown`: what the scene's `isFailure` throws instead. */
  | {
      readonly ok: false
      readonly error: unknown
      readonly counts: boolean
      readonly thrown?: unknown
    }

/** Someone who calls the guarded function. */
export interface Caller {
  readonly atMs: number
  /** How long the call takes, if `fn` is called. 0: `fn` throws, or returns, at once. */
  readonly takesMs: number
  readonly end: End
  /** Which of the two breakers of the scene it calls. Default: the first. */
  readonly second?: boolean
  /** When its signal aborts. Missing: there is no signal. -1: before the call. */
  readonly abortMs?: number
  readonly reason?: unknown
  /** Whether `fn` ignores the signal. */
  readonly ignores?: boolean
}

/** Who calls when, and what the breakers are told. */
export interface Scene {
  /** In the order in which they come. */
  readonly callers: readonly Caller[]
  readonly failures: number
  readonly coolDownMs: number
  readonly rate?: FailureRate
  /** Whether `isFailure` is passed. By default, it isn't. */
  readonly isCustom?: boolean
  /** What the fallback does. Default: there is none. */
  readonly fallback?: 'returns' | 'resolves later' | 'throws'
}

/** What `isFailure` throws about an error that it didn't expect. */
export const unexpected = (): End => ({
  ok: false,
  error: new Error('no connection'),
  counts: false,
  thrown: new TypeError("Cannot read properties of undefined (reading 'status')"),
})

export const ok = (value: unknown = 'a product'): End => ({ ok: true, value })
export const failed = (error: unknown = new Error('the database is slow')): End => ({
  ok: false,
  error,
  counts: true,
})

/** An answer such as 404 or 503, as lesson 05's `getJson` throws it. */
export function status(code: number, counts = code >= 500): End {
  const error = new HttpError('http://shop.test/products/3', new Response('', { status: code }), '')
  return { ok: false, error, counts }
}

/** One caller every `everyMs`, each with a call of 15 ms. `x` fails, `.` doesn't. */
export function row(ends: string, everyMs = 50, fromMs = 0): Caller[] {
  return ends.split('').map((letter, i) => ({
    atMs: fromMs + i * everyMs,
    takesMs: 15,
    end: letter === 'x' ? failed() : ok(),
  }))
}

/** A call that takes long: a probe, mostly. */
export const one = (
  atMs: number,
  takesMs: number,
  end: End,
  more: Partial<Caller> = {},
): Caller => ({
  atMs,
  takesMs,
  end,
  ...more,
})

export const scene = (callers: readonly Caller[], more: Partial<Scene> = {}): Scene => ({
  callers: callers.toSorted((a, b) => a.atMs - b.atMs),
  failures: 3,
  coolDownMs: 506,
  ...more,
})

/**
 * Callers come at whole tens, calls end at 5, aborts come at 3, and a circuit is open until a 1, 6 or 9.
 * So no two things that matter happen at once.
 */
export const tens = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((n) => 10 * n)

const values = fc.constantFrom<unknown>('a product', { id: 3 }, undefined, null, 0, '', false)
export const oks: fc.Arbitrary<End> = values.map(ok)
export const fails: fc.Arbitrary<End> = reasons.map(failed)
export const mixed: fc.Arbitrary<End> = fc.oneof(
  { weight: 3, arbitrary: fails },
  { weight: 2, arbitrary: oks },
)

/** One call after the other, so that none is in flight when the circuit opens. */
export function oneByOne(ends: fc.Arbitrary<End>, most = 14): fc.Arbitrary<Caller[]> {
  const caller = fc.record({
    gapMs: tens(3, 12),
    takesMs: fc.constantFrom(0, 5, 15, 25),
    end: ends,
  })
  return fc.array(caller, { minLength: 1, maxLength: most }).map((list) => {
    let atMs = 0
    return list.map(({ gapMs, ...rest }) => ({ atMs: (atMs += gapMs), ...rest }))
  })
}

/** Calls that overlap. No two of them end at the same moment. */
export function overlapping(ends: fc.Arbitrary<End>, most = 14): fc.Arbitrary<Caller[]> {
  const caller = fc.record({ atMs: tens(0, 90), takesMs: tens(0, 40).map((n) => n + 5), end: ends })
  return fc.array(caller, { minLength: 3, maxLength: most }).map((list) => {
    const taken = new Set<number>()
    return list
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ atMs, takesMs, end }) => {
        let endMs = atMs + takesMs
        while (taken.has(endMs)) endMs += 10
        taken.add(endMs)
        return { atMs, takesMs: endMs - atMs, end }
      })
  })
}

export const limits = {
  failures: fc.constantFrom(1, 2, 3, 5),
  coolDownMs: tens(5, 30).map((n) => n + 6),
}
