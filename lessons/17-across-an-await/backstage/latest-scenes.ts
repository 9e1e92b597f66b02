import { fc, reasons } from '@overlap/scenarios'

/** A call of the function that `latest` makes. All times in ms. */
export interface Search {
  readonly atMs: number
  readonly latencyMs: number
  /** `throws`: before it returns a promise. */
  readonly end: 'resolves' | 'rejects' | 'throws'
  /** What it resolves or rejects with. */
  readonly value: unknown
  /** When the caller's signal aborts; -1: before the call. Default: it has no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
}

export interface Searches {
  readonly searches: readonly Search[]
  /** Whether `fn` ignores its signal. */
  readonly ignores: boolean
  /** Whether each search has a function of its own, so that none replaces another. */
  readonly apart?: boolean
}

/** What has to become of a search. */
export interface Expected {
  readonly isCalled: boolean
  readonly settledMs: number
  readonly why: 'replaced' | 'aborted' | 'ended'
}

/** Draws searches. Their times differ in the last digit, so nothing happens at the same moment. */
export const searching: fc.Arbitrary<Searches> = fc.record({
  searches: fc
    .array(
      fc
        .record({
          atMs: fc.constantFrom(0, 0, 11, 52, 124, 308),
          latencyMs: fc.integer({ min: 1, max: 30 }).map((n) => 10 * n),
          end: fc.constantFrom('resolves' as const, 'resolves' as const, 'rejects' as const),
          value: reasons,
          abortMs: fc.constantFrom(undefined, undefined, undefined, -1, 33, 83, 213),
          reason: reasons.filter((reason) => reason !== undefined),
        })
        .map((search) => (isErrorResult(search) ? { ...search, value: 'teacups' } : search)),
      { minLength: 1, maxLength: 5 },
    )
    .map((searches) => searches.toSorted((a, b) => a.atMs - b.atMs)),
  ignores: fc.boolean(),
  apart: fc.constantFrom(false, false, false, true),
})

/** "Resolved with `Error: sold out`" would read like a mistake of the check. */
function isErrorResult({ end, value }: Pick<Search, 'end' | 'value'>): boolean {
  return end === 'resolves' && (value instanceof Error || value instanceof DOMException)
}

/** Whether the caller's signal has already aborted when the call is made. */
export const isDead = ({ atMs, abortMs = Infinity }: Search): boolean => abortMs <= atMs

/** Works out how each search ends. */
export function expectedOf({ searches, apart = false }: Searches): readonly Expected[] {
  return searches.map((search, i) => {
    const { atMs, latencyMs, end, abortMs = Infinity } = search
    if (isDead(search)) return { isCalled: false, settledMs: atMs, why: 'aborted' }
    const newer = apart ? undefined : searches.slice(i + 1).find((one) => !isDead(one))
    const replacedMs = newer?.atMs ?? Infinity
    const endMs = atMs + (end === 'throws' ? 0 : latencyMs)
    const settledMs = Math.min(replacedMs, abortMs, endMs)
    const why = settledMs === endMs ? 'ended' : settledMs === abortMs ? 'aborted' : 'replaced'
    return { isCalled: true, settledMs, why }
  })
}
