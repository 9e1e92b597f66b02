import { CourseError } from '../errors.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { toType } from '../ui/to-type.ts'
import type { Lesson } from './lesson.ts'
import { nearest } from './nearest.ts'

/**
 * The lesson that somebody means: `2`, `02`, `02-all-at-once` or `all-at-once`.
 *
 * @throws {CourseError} with the nearest lesson and the list, when no lesson is called that.
 */
export function pickLesson(lessons: readonly Lesson[], wanted: string): Lesson {
  const plain = wanted.trim().toLowerCase().replace(/\/+$/, '').split('/').at(-1) ?? ''
  const number = /^\d+$/.test(plain) ? plain.replace(/^0+/, '').padStart(2, '0') : plain
  const found = lessons.find((lesson) =>
    [lesson.number, lesson.name, lesson.folder].includes(number),
  )
  if (found) return found
  throw new CourseError(notFound(lessons, wanted, plain), 2)
}

/** What to tell somebody who named none: the lesson they are at, if one is left, and the list. */
export function whichLesson(
  lessons: readonly Lesson[],
  at: Lesson | undefined,
  command: string,
): CourseError {
  const guess = at ? ` You are at ${at.number}: ${toType(command, plainNumber(at))}` : ''
  return new CourseError(`Which lesson?${guess}\n${listOf(lessons)}`, 2)
}

function notFound(lessons: readonly Lesson[], wanted: string, plain: string): string {
  if (lessons.length === 0) return `There is no lesson "${wanted}": the folder lessons/ is empty.`
  const close = closest(lessons, plain)
  const guess = close ? ` Did you mean ${close.number}, ${close.name}?` : ''
  return `There is no lesson "${wanted}".${guess}\n${listOf(lessons)}`
}

function listOf(lessons: readonly Lesson[]): string {
  return [
    'A lesson goes by its number or its name:',
    ...lessons.map((lesson) => `  ${lesson.number}  ${lesson.name}`),
  ].join('\n')
}

function closest(lessons: readonly Lesson[], plain: string): Lesson | undefined {
  if (/^-?\d+$/.test(plain)) {
    const distance = (lesson: Lesson): number => Math.abs(Number(lesson.number) - Number(plain))
    return lessons.toSorted((a, b) => distance(a) - distance(b))[0]
  }
  const name = nearest(
    plain,
    lessons.flatMap((lesson) => [lesson.name, lesson.folder]),
  )
  return lessons.find((lesson) => name === lesson.name || name === lesson.folder)
}
