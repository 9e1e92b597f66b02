import type { PartResult } from '../part.ts'
import type { GateReport } from './gate-report.ts'

/**
 * Combines all reports: a line for each place with its time, and one for each claim that does not
 * hold.
 */
export function resultOf(reports: readonly GateReport[]): PartResult {
  const claims = reports.flatMap((report) => [...report.claims.values()].flat())
  const failed = claims.filter(({ holds }) => !holds).length
  return {
    passed: claims.length - failed,
    failed,
    skipped: [],
    output: reports.flatMap(linesOf).join('\n'),
  }
}

function linesOf({ place, claims, note, tookMs = 0, kept }: GateReport): string[] {
  const groups = [...claims].filter(([, { length }]) => length > 0)
  const counts = groups.map(([name, group]) => {
    const holding = group.filter(({ holds }) => holds).length
    return `${name} ${holding}/${group.length}`
  })
  const problems = groups.flatMap(([, group]) =>
    group.flatMap(({ holds, problem }) => (holds ? [] : [`${place}: ${problem}`])),
  )
  const mark = problems.length === 0 ? '✓' : '✗'
  const took = kept ? 'unchanged' : `${(tookMs / 1000).toFixed(1)} s`
  const first = `${mark} ${place.padEnd(40)} ${took.padStart(9)}  ${counts.join('  ')}`
  return [first, ...(note === undefined ? [] : [`    ${note}`]), ...problems]
}
