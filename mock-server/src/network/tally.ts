import type { NetworkCounts } from './model-types.ts'
import type { Fault } from './types.ts'

/** {@link NetworkCounts} in the making. */
export type Tally = { -readonly [K in keyof NetworkCounts]: NetworkCounts[K] } & {
  faults: Partial<Record<Fault['kind'], number>>
}

/** Sets all to zero, except for the peaks: they begin with what is going on now. */
export function clearTally(tally: Tally, inService: number, queued: number): void {
  tally.planned = 0
  tally.faults = {}
  tally.rateViolations = 0
  tally.shed = 0
  tally.abandoned = 0
  tally.peakInService = inService
  tally.peakQueued = queued
}

export function createTally(): Tally {
  return {
    planned: 0,
    faults: {},
    rateViolations: 0,
    shed: 0,
    abandoned: 0,
    peakInService: 0,
    peakQueued: 0,
  }
}
