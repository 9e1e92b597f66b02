import { findHouse, findLessons, type Lesson, pickLesson, startRunner } from '@overlap/course'
import { checkAnatomy, checkWritten } from './check-anatomy.ts'
import { checkCommands } from './check-commands.ts'
import type { Claim } from './claim.ts'
import { type Examined, examined, type GateReport } from './gate-report.ts'
import { answersOf, judge } from './judge.ts'
import { noKeptReports, openKeptReports } from './kept-reports.ts'
import { type LessonFiles, readLessonFiles } from './lesson-files.ts'

/** Real time that one step may take, generous because the other checks keep the machine busy. */
const stepTimeoutMs = 30_000

/** What to look at. */
export interface GateOptions {
  /** Folder of the repository. */
  readonly root: string
  /** Lessons by number or name. None: all of them, and the front page. */
  readonly only?: readonly string[]
  /** Checks every lesson, also those of which nothing has changed since they passed. */
  readonly fresh?: boolean
}

/**
 * Checks every claim of every lesson.
 *
 * All answers of all lessons run in one warm process.
 *
 * @throws {Error} if a lesson that is wanted is not there.
 */
export async function runGate({
  root,
  only = [],
  fresh = false,
}: GateOptions): Promise<GateReport[]> {
  const house = findHouse(root)
  const lessons = findLessons(house)
  const all = only.length === 0
  const wanted = all ? lessons : only.map((name) => pickLesson(lessons, name))
  const kept = fresh ? noKeptReports : openKeptReports(house, lessons)
  const reports = new Map(wanted.map((lesson) => [lesson, kept.find(lesson)]))
  const changed = wanted.filter((lesson) => !reports.get(lesson)).map(readLessonFiles)
  const [answers, commands] = await Promise.all([
    checkAnswers(changed, root),
    checkCommands(house, lessons, changed, all),
  ])
  for (const files of changed) {
    const { lesson } = files
    const report = reportOn(files, { answers: answers.get(lesson), commands: commands.get(lesson) })
    kept.keep(lesson, report)
    reports.set(lesson, report)
  }
  const frontPage = reportOfFrontPage(commands.get(undefined))
  return [...wanted.map((lesson) => reports.get(lesson)), frontPage].filter((r) => r !== undefined)
}

/** Runs all answers of one lesson after another, each lesson on all cores. */
async function checkAnswers(
  lessons: readonly LessonFiles[],
  root: string,
): Promise<Map<Lesson, Examined>> {
  const found = new Map<Lesson, Examined>()
  if (lessons.length === 0) return found
  using runner = startRunner({ root, stepTimeoutMs })
  for (const files of lessons) {
    const requests = answersOf(files).map((answer) => ({ lesson: files.lesson.folder, answer }))
    const check = async (): Promise<Claim[]> => judge(files, await runner.run(requests))
    found.set(files.lesson, await examined(check))
  }
  return found
}

/** @param slow - What was run for this lesson, by what it is about. */
function reportOn(
  files: LessonFiles,
  slow: Readonly<Record<string, Examined | undefined>>,
): GateReport {
  const results = Object.entries(slow)
  return {
    place: `lesson ${files.lesson.folder}`,
    claims: new Map([
      ['parts', checkAnatomy(files)],
      ['written', checkWritten(files)],
      ...results.map(([name, result]) => [name, result?.claims ?? []] as const),
    ]),
    tookMs: results.reduce((sum, [, result]) => sum + (result?.tookMs ?? 0), 0),
  }
}

function reportOfFrontPage(commands: Examined | undefined): GateReport | undefined {
  if (commands === undefined) return undefined
  const { claims, tookMs } = commands
  return { place: 'README.md', claims: new Map([['commands', claims]]), tookMs }
}
