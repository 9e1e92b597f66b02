import type { Claim } from './claim.ts'

/** Claims by topic, such as `answers`. */
export type ClaimGroups = ReadonlyMap<string, readonly Claim[]>

/** The gate's findings in one place. */
export interface GateReport {
  /** `lesson 02-all-at-once`, or `README.md` for the front page. */
  readonly place: string
  readonly claims: ClaimGroups
  /** What else a reader wants to know, in a line. */
  readonly note?: string
  /** Real time of its commands, and its share of the time of all answers. */
  readonly tookMs?: number
  /** Set if the report is from an earlier run, and nothing has changed since. */
  readonly kept?: true
}

/** The findings of one kind of check in one place. */
export interface Examined {
  readonly claims: readonly Claim[]
  readonly tookMs: number
  /** What else a reader wants to know, in a line. */
  readonly note?: string
}

/** Runs a check and measures how long it takes. */
export async function examined(check: () => Promise<readonly Claim[]>): Promise<Examined> {
  const startMs = performance.now()
  const claims = await check()
  return { claims, tookMs: performance.now() - startMs }
}
