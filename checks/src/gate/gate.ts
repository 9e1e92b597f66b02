import { findHouse, findLessons, pickLesson, runAnswers } from '@overlap/course'
import { checkAnatomy, checkWritten } from './check-anatomy.ts'
import { checkCommands } from './check-commands.ts'
import type { Claim } from './claim.ts'
import { answersOf, judge } from './judge.ts'
import { readLessonFiles } from './lesson-files.ts'

/** So long may a step take: real time, on a machine that is busy with the other checks, too. */
const stepTimeoutMs = 30_000

/** What the gate found in one place: its claims, by what they are about. */
export interface GateReport {
  /** `lesson 02-all-at-once`, or `README.md` for the front page. */
  readonly place: string
  readonly claims: ReadonlyMap<string, readonly Claim[]>
}

/** What to look at. */
export interface GateOptions {
  /** Folder of the repository. */
  readonly root: string
  /** Lessons by number or name. None: all of them, and the front page. */
  readonly only?: readonly string[]
}

/**
 * Checks every claim of every lesson.
 *
 * All answers of all lessons run in one warm process, so a lesson costs about a second.
 *
 * @throws {Error} if a lesson that is wanted is not there.
 */
export async function runGate({ root, only = [] }: GateOptions): Promise<GateReport[]> {
  const house = findHouse(root)
  const lessons = findLessons(house)
  const all = only.length === 0
  const wanted = all ? lessons : only.map((name) => pickLesson(lessons, name))
  const files = wanted.map(readLessonFiles)
  const requests = files.flatMap((file) =>
    answersOf(file).map((answer) => ({ lesson: file.lesson.folder, answer })),
  )
  const [verdicts, commands] = await Promise.all([
    runAnswers(requests, { root, stepTimeoutMs }),
    checkCommands(house, lessons, files, all),
  ])
  const reports = files.map((file) => {
    const own = verdicts.filter(({ lesson }) => lesson === file.lesson.number)
    const claims = new Map([
      ['parts', checkAnatomy(file)],
      ['written', checkWritten(file)],
      ['answers', judge(file, own)],
      ['commands', commands.get(file.lesson) ?? []],
    ])
    return { place: `lesson ${file.lesson.folder}`, claims }
  })
  const frontPage = {
    place: 'README.md',
    claims: new Map([['commands', commands.get(undefined) ?? []]]),
  }
  return all ? [...reports, frontPage] : reports
}
