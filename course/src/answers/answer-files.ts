import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { CourseError, hasCode } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** Folders of a lesson that hold one answer a file. */
const answerFolders = ['wrong', 'library'] as const

/**
 * The answers in a lesson's folder, by name, each with the absolute path of its file:
 * `exercise` (listed even before the file is made), `starter`, `solution`, `wrong-NAME` for each
 * `wrong/NAME.ts` and `library-NAME` for each `library/NAME.ts`.
 */
export function listAnswers(lesson: Lesson): Map<string, string> {
  const single = [
    ['starter', path.join(lesson.dir, 'starter.ts')] as const,
    ['solution', path.join(lesson.backstage, 'solution.ts')] as const,
  ].filter(([, file]) => existsSync(file))
  const many = answerFolders.flatMap((folder) =>
    typeScriptFiles(path.join(lesson.backstage, folder)).map(
      (file) => [`${folder}-${path.basename(file, '.ts')}`, file] as const,
    ),
  )
  return new Map([['exercise', path.join(lesson.dir, 'exercise.ts')], ...single, ...many])
}

/**
 * The file that holds an answer.
 *
 * @throws {CourseError} with the names of all answers, if the name is not among them.
 */
export function answerFile(lesson: Lesson, answer: string): string {
  const answers = listAnswers(lesson)
  const file = answers.get(answer)
  if (file !== undefined) return file
  throw new CourseError(
    `Lesson ${lesson.number} has no answer called "${answer}". ` +
      `Its answers are: ${[...answers.keys()].join(', ')}.`,
    2,
  )
}

function typeScriptFiles(dir: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.endsWith('.ts'))
      .toSorted()
      .map((name) => path.join(dir, name))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
