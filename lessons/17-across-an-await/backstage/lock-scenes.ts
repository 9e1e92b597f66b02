import { fc, reasons } from '@overlap/scenarios'

/** Someone who wants the lock. All times in ms. */
export interface Holder {
  /** When it calls `acquire`. */
  readonly atMs: number
  /** How long it holds the lock. */
  readonly holdMs: number
  /** How often it acquires the lock, each time right after it gave the lock back. Default 1. */
  readonly turns?: number
  /** How often it disposes of each slot. Default 1. */
  readonly disposals?: number
  /** How long after the first time it disposes of the slot again. Default: at once. */
  readonly againMs?: number
  /** When its signal aborts; -1: before the call. Default: it has no signal. */
  readonly abortMs?: number | undefined
  readonly reason?: unknown
  /** The lock that it wants, with `lockPerKey`. */
  readonly key?: unknown
}

/** One turn of a holder: what has to become of it. */
export interface Turn {
  readonly holder: number
  readonly key: unknown
  readonly atMs: number
  /** When it gets the lock; `undefined`: the signal aborts first. */
  startMs?: number
  endMs?: number
}

const tens = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to }).map((n) => 10 * n)

const parts = {
  // Their last digits differ, so nobody comes at the moment when another one leaves.
  atMs: fc.constantFrom(0, 0, 0, 21, 52, 124, 308),
  holdMs: tens(1, 12),
}

/** A few who want the same lock. */
export const holders: fc.Arbitrary<readonly Holder[]> = fc.array(
  fc.record({ ...parts, turns: fc.constantFrom(1, 1, 2) }),
  { minLength: 1, maxLength: 6 },
)

/** Some of them dispose of their slots more than once. */
export const forgetful: fc.Arbitrary<readonly Holder[]> = fc.array(
  fc.record({
    ...parts,
    disposals: fc.constantFrom(1, 2, 3),
    againMs: fc.constantFrom(0, 0, 3, 23),
  }),
  { minLength: 2, maxLength: 6 },
)

/** Some of them have a signal that aborts, at a moment when nothing else happens. */
export const impatient: fc.Arbitrary<readonly Holder[]> = fc.array(
  fc.record({
    ...parts,
    abortMs: fc.oneof(
      fc.constantFrom(undefined, -1),
      tens(0, 40).map((ms) => ms + 3),
    ),
    reason: reasons.filter((reason) => reason !== undefined),
  }),
  { minLength: 2, maxLength: 7 },
)

/** They want the locks of different keys. */
export const keyed: fc.Arbitrary<readonly Holder[]> = fc.array(
  fc.record({
    ...parts,
    key: fc.constantFrom<unknown>('Ann', 'Bob', 1, '1', undefined),
    disposals: fc.constantFrom(1, 1, 2),
    againMs: fc.constantFrom(0, 23),
  }),
  { minLength: 2, maxLength: 6 },
)

/** Works out who gets a lock when: first come, first served, without a break. */
export function turnsOf(scene: readonly Holder[]): readonly Turn[] {
  const turns: Turn[] = []
  const come = (i: number, atMs: number): Turn => {
    const turn: Turn = { holder: i, key: scene[i]?.key, atMs }
    turns.push(turn)
    return turn
  }
  scene.forEach(({ atMs }, i) => come(i, atMs))
  const left = scene.map(({ turns: all = 1 }) => all - 1)
  const waiting = [...turns].toSorted((a, b) => a.atMs - b.atMs)
  const freeMs = new Map<unknown, number>()
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { holdMs = 0, abortMs = Infinity } = scene[next.holder] ?? {}
    const startMs = Math.max(next.atMs, freeMs.get(next.key) ?? 0)
    if (abortMs < startMs) continue
    next.startMs = startMs
    next.endMs = startMs + holdMs
    freeMs.set(next.key, next.endMs)
    if ((left[next.holder] ?? 0) === 0) continue
    left[next.holder] = (left[next.holder] ?? 0) - 1
    const again = come(next.holder, next.endMs)
    const at = waiting.findIndex(({ atMs }) => atMs > again.atMs)
    waiting.splice(at < 0 ? waiting.length : at, 0, again)
  }
  return turns
}
