import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { CourseError, hasCode } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'

/** Folders of a lesson in which each file is an answer. */
const answerFolders = ['wrong', 'library'] as const

/**
 * The answers of a lesson: the absolute path of each file, by the answer's name. The names are
 * `exercise` (listed even if the file does not exist yet), `starter`, `solution`, `wrong-NAME` for each
 * `wrong/NAME.ts`, and `library-NAME` for each `library/NAME.ts`.
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
 * @throws {CourseError} that lists all answers, if none has this name.
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
