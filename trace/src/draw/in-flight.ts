import { levelsOf } from '../stretches.ts'

/** Something that lasts, in whatever unit. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** From `at` on (to the next step) so many calls were in flight. */
export interface Step {
  readonly at: number
  readonly calls: number
}

/**
 * How many stretches cover each moment, as a step function to be drawn: one step for each moment
 * at which the number changes, and two for a moment that is higher than before and after it (that
 * of calls that take no time).
 */
export function countOverlaps(stretches: readonly Stretch[]): Step[] {
  const levels = levelsOf(stretches.map(({ from, to }) => ({ fromMs: from, toMs: to })))
  const steps: Step[] = []
  let before = 0
  let highest = 0
  for (const [i, { atMs: at, count }] of levels.entries()) {
    highest = Math.max(highest, count)
    if (levels[i + 1]?.atMs === at) continue
    if (highest > Math.max(before, count)) steps.push({ at, calls: highest })
    if (highest > before || count !== before) steps.push({ at, calls: count })
    before = count
    highest = 0
  }
  return steps
}

/** The most that any step counts. */
export function highestOf(steps: readonly Step[]): number {
  return steps.reduce((highest, step) => Math.max(highest, step.calls), 0)
}
