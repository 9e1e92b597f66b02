import { findHouse, findLessons, type Lesson, pickLesson, startRunner } from '@overlap/course'
import { checkAnswers } from './check-answers.ts'
import { checkAnatomy, checkWritten } from './check-anatomy.ts'
import { checkCommands } from './check-commands.ts'
import { checkMutants } from './check-mutants.ts'
import type { Examined, GateReport } from './gate-report.ts'
import { mutantsTopic, noKeptReports, openKeptReports } from './kept-reports.ts'
import { type LessonFiles, readLessonFiles } from './lesson-files.ts'

/** Time limit of a step, in real ms. It is generous, because other checks keep the machine busy. */
const stepTimeoutMs = 30_000

/** As in a terminal of 24 rows. */
const picturesAt24Rows = 12

/** What to check. */
export interface GateOptions {
  /** Folder of the repository. */
  readonly root: string
  /** Lessons by number or name. If empty, all lessons and the front page. */
  readonly only?: readonly string[]
  /** Also checks lessons that passed and have not changed since. */
  readonly fresh?: boolean
  /** Also runs the mutants of the solutions, which takes as long as everything else. */
  readonly mutants?: boolean
}

/**
 * Checks every claim of every lesson.
 *
 * All answers of all lessons run in one warm process.
 *
 * @throws {Error} if one of the wanted lessons doesn't exist.
 */
export async function runGate({
  root,
  only = [],
  fresh = false,
  mutants: withMutants = false,
}: GateOptions): Promise<GateReport[]> {
  const house = findHouse(root)
  const lessons = findLessons(house)
  const all = only.length === 0
  const wanted = all ? lessons : only.map((name) => pickLesson(lessons, name))
  const kept = fresh ? noKeptReports : openKeptReports(house, lessons)
  const reports = new Map(wanted.map((lesson) => [lesson, kept.find(lesson, withMutants)]))
  const changed = wanted.filter((lesson) => !reports.get(lesson)).map(readLessonFiles)
  const [{ answers, mutants }, commands] = await Promise.all([
    runAnswers(changed, root, withMutants),
    checkCommands(house, lessons, changed, all),
  ])
  for (const files of changed) {
    const { lesson } = files
    const report = reportOn(files, {
      answers: answers.get(lesson),
      ...(withMutants && { [mutantsTopic]: mutants.get(lesson) }),
      commands: commands.get(lesson),
    })
    kept.keep(lesson, report)
    reports.set(lesson, report)
  }
  const frontPage = reportOfFrontPage(commands.get(undefined))
  return [...wanted.map((lesson) => reports.get(lesson)), frontPage].filter((r) => r !== undefined)
}

/**
 * Runs the lessons' answers, then their mutants if they are wanted, in one warm process. Skips the mutants of a lesson
 * if a claim about its answers fails, because they would prove nothing.
 */
async function runAnswers(
  lessons: readonly LessonFiles[],
  root: string,
  withMutants: boolean,
): Promise<Record<'answers' | 'mutants', ReadonlyMap<Lesson, Examined>>> {
  if (lessons.length === 0) return { answers: new Map(), mutants: new Map() }
  using runner = startRunner({ root, stepTimeoutMs, width: 76, pictureLines: picturesAt24Rows })
  const answers = await checkAnswers(lessons, runner)
  if (!withMutants) return { answers, mutants: new Map() }
  const sound = lessons.filter(({ lesson }) =>
    answers.get(lesson)?.claims.every(({ holds }) => holds),
  )
  return { answers, mutants: await checkMutants(sound, runner) }
}

/** @param slow - The results of the slow checks for this lesson, by topic. */
function reportOn(
  files: LessonFiles,
  slow: Readonly<Record<string, Examined | undefined>>,
): GateReport {
  const results = Object.entries(slow)
  const note = results.map(([, result]) => result?.note).find((text) => text !== undefined)
  return {
    place: `lesson ${files.lesson.folder}`,
    claims: new Map([
      ['parts', checkAnatomy(files)],
      ['written', checkWritten(files)],
      ...results.map(([name, result]) => [name, result?.claims ?? []] as const),
    ]),
    tookMs: results.reduce((sum, [, result]) => sum + (result?.tookMs ?? 0), 0),
    ...(note !== undefined && { note }),
  }
}

function reportOfFrontPage(commands: Examined | undefined): GateReport | undefined {
  if (commands === undefined) return undefined
  const { claims, tookMs } = commands
  return { place: 'README.md', claims: new Map([['commands', claims]]), tookMs }
}
