import type { AnswerRunner, Lesson } from '@overlap/course'
import { readExcuses } from '../mutants/excuses.ts'
import { countsOf, countsText, judgeExcuses, judgeSurvivors } from '../mutants/judge-mutants.ts'
import { makeMutants } from '../mutants/make-mutants.ts'
import { tryMutantsQuickly } from '../mutants/quick-mutants.ts'
import { type Examined, examined } from './gate-report.ts'
import type { LessonFiles } from './lesson-files.ts'

/**
 * Checks that each lesson's check catches every mutant of its solution that the lesson doesn't
 * excuse.
 */
export async function checkMutants(
  lessons: readonly LessonFiles[],
  runner: AnswerRunner,
): Promise<ReadonlyMap<Lesson, Examined>> {
  const found = new Map<Lesson, Examined>()
  for (const files of lessons) {
    let note = ''
    const result = await examined(async () => {
      const excuses = readExcuses(files.equivalent)
      const mutants = await makeMutants(files.solution)
      const tried = await tryMutantsQuickly(files.lesson, files.solution, mutants, excuses, runner)
      note = countsText(countsOf(tried, excuses))
      return [...judgeSurvivors(tried, excuses), ...judgeExcuses(tried, excuses)]
    })
    found.set(files.lesson, { ...result, note })
  }
  return found
}
