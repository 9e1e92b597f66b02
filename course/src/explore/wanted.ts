import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { exerciseFile } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { lessonAt } from '../lessons/pick.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { toType } from '../ui/to-type.ts'

/** What to explore. */
export interface Wanted {
  /** The module that exports `network`, `work` and `property`. */
  readonly file: string
  /** The file that holds the learner's code. */
  readonly code: string
  /** How the learner names it on the command line. */
  readonly word: string
  readonly title: string
  /** Missing for a file of the learner's own. */
  readonly lesson?: Lesson
}

/** The module of a lesson's exploration. */
function explorationOf({ backstage }: Lesson): string {
  return path.join(backstage, 'explore.ts')
}

/** The lessons that can be explored. */
export function explorable({ lessons }: Pick<Course, 'lessons'>): readonly Lesson[] {
  return lessons.filter((lesson) => existsSync(explorationOf(lesson)))
}

/**
 * Finds what was named on the command line. A word with the extension of a program is a file, and any
 * other word is a lesson. Without a word, it is the lesson that contains the current folder.
 *
 * @returns `undefined` if there is no word, and no such lesson here.
 * @throws {CourseError} if there is no such file or lesson, or the lesson can't be explored.
 */
export async function findWanted(
  course: Course,
  word: string | undefined,
): Promise<Wanted | undefined> {
  if (word === undefined) {
    const here = lessonAt(explorable(course), process.cwd())
    return here && ofLesson(course, here)
  }
  if (!/\.[cm]?[jt]s$/i.test(word)) return ofLesson(course, await course.pick(word, 'explore'))
  const file = path.resolve(word)
  const lesson = course.lessons.find((lesson) => exerciseFile(lesson) === file)
  return lesson ? ofLesson(course, lesson) : ofFile(file, word)
}

function ofLesson(course: Course, lesson: Lesson): Wanted {
  const file = explorationOf(lesson)
  if (!existsSync(file)) {
    const others = explorable(course).map((lesson) => toType('explore', plainNumber(lesson)))
    const instead = others.length === 0 ? '' : `\nThese can be: ${others.join(', ')}`
    throw new CourseError(
      `Lesson ${lesson.number} has no exploration. To see its calls: ` +
        `${toType('run', plainNumber(lesson))}${instead}`,
      2,
    )
  }
  return {
    file,
    code: exerciseFile(lesson),
    word: plainNumber(lesson),
    title: `Lesson ${lesson.number} · ${lesson.title}`,
    lesson,
  }
}

function ofFile(file: string, word: string): Wanted {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) {
    throw new CourseError(`There is no file ${word} in ${process.cwd()}.`, 2)
  }
  if (!found.isFile()) throw new CourseError(`${word} is a folder, and a file was expected.`, 2)
  // Windows, macOS and Linux take these quotes.
  const typed = /^[\w.,:/\\-]+$/.test(word) ? word : `"${word}"`
  return { file, code: file, word: typed, title: shown(file) }
}
