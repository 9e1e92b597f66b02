import type { House, Lesson } from '@overlap/course'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Claim } from './claim.ts'
import type { GateReport } from './gate-report.ts'
import { lessonKeys } from './lesson-key.ts'

/** Reports of earlier runs on lessons that have not changed since. */
export interface KeptReports {
  /** The report of an earlier run; undefined if the lesson has to be checked again, or its mutants are wanted and weren't run. */
  find(lesson: Lesson, withMutants: boolean): GateReport | undefined
  /** Keeps a report for later runs, if all its claims hold. A failure is always checked again. */
  keep(lesson: Lesson, report: GateReport): void
}

/** The topic of the claims about mutants. */
export const mutantsTopic = 'mutants'

/** Opens the reports kept in `.overlap/gate/`: one JSON file for each lesson. */
export function openKeptReports(house: House, lessons: readonly Lesson[]): KeptReports {
  const dir = join(house.overlapDir, 'gate')
  const fileOf = ({ folder }: Lesson): string => join(dir, `${folder}.json`)
  const keyOf = lessonKeys(lessons)
  return {
    find(lesson, withMutants) {
      try {
        const kept = JSON.parse(readFileSync(fileOf(lesson), 'utf8')) as Kept
        if (kept.key !== keyOf(lesson)) return undefined
        const { place, claims, note } = kept
        if (withMutants && !claims.some(([topic]) => topic === mutantsTopic)) return undefined
        return { place, claims: new Map(claims), ...(note && { note }), kept: true }
      } catch {
        // The file is missing or incomplete.
        return undefined
      }
    },
    keep(lesson, { place, claims, note }) {
      if ([...claims.values()].flat().some(({ holds }) => !holds)) return
      const kept: Kept = {
        key: keyOf(lesson),
        place,
        claims: [...claims],
        ...(note && { note }),
      }
      mkdirSync(dir, { recursive: true })
      writeFileSync(fileOf(lesson), JSON.stringify(kept))
    },
  }
}

/** For a run that neither reads nor keeps reports. */
export const noKeptReports: KeptReports = { find: () => undefined, keep: () => {} }

interface Kept {
  readonly key: string
  readonly place: string
  readonly note?: string
  readonly claims: readonly (readonly [string, readonly Claim[]])[]
}
