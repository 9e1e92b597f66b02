import type { Claim } from './claim.ts'

/** Claims by what they are about, such as `answers`. */
export type ClaimGroups = ReadonlyMap<string, readonly Claim[]>

/** What the gate found in one place. */
export interface GateReport {
  /** `lesson 02-all-at-once`, or `README.md` for the front page. */
  readonly place: string
  readonly claims: ClaimGroups
  /** What else a reader wants to know, in a line. */
  readonly note?: string
  /** Real time that its commands took, and its share of the time that all answers took. */
  readonly tookMs?: number
  /** An earlier run found this, and nothing has changed since. */
  readonly kept?: true
}

/** What one kind of check found in one place. */
export interface Examined {
  readonly claims: readonly Claim[]
  readonly tookMs: number
  /** What else a reader wants to know, in a line. */
  readonly note?: string
}

/** Runs a check and takes its time. */
export async function examined(check: () => Promise<readonly Claim[]>): Promise<Examined> {
  const startMs = performance.now()
  const claims = await check()
  return { claims, tookMs: performance.now() - startMs }
}
