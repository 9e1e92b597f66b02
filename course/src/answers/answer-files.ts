import path from 'node:path'
import { CourseError } from '../errors.ts'
import { readIfThere } from '../files.ts'
import type { Lesson } from '../lessons/lesson.ts'

/**
 * The answers of a lesson, as the `#lesson` entry of its `package.json` names them, each with the
 * absolute path of its file. The learner's own, the entry's default, is called `exercise`.
 */
export function listAnswers(lesson: Lesson): Map<string, string> {
  const file = path.join(lesson.dir, 'package.json')
  const manifest = JSON.parse(readIfThere(file) ?? '{}') as {
    imports?: Record<string, Record<string, string>>
  }
  const targets = Object.entries(manifest.imports?.['#lesson'] ?? {})
  const answers = new Map([['exercise', path.join(lesson.dir, 'exercise.ts')]])
  for (const [condition, target] of targets) {
    answers.set(condition === 'default' ? 'exercise' : condition, path.join(lesson.dir, target))
  }
  return answers
}

/**
 * The file that holds an answer.
 *
 * @throws {CourseError} with the answers that there are, when there is none of that name.
 */
export function answerFile(lesson: Lesson, answer: string): string {
  const answers = listAnswers(lesson)
  const file = answers.get(answer)
  if (file !== undefined) return file
  throw new CourseError(
    `Lesson ${lesson.number} has no answer called "${answer}". ` +
      `Its package.json names: ${[...answers.keys()].join(', ')}.`,
    2,
  )
}
