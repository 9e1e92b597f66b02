import path from 'node:path'
import { CourseError } from '../errors.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { toType } from '../ui/to-type.ts'
import type { Lesson } from './lesson.ts'
import { nearest } from './nearest.ts'

/**
 * Finds a lesson by its number or name (`2`, `02`, `02-all-at-once`, `all-at-once`), or by a path to its
 * folder or to a file in it.
 *
 * @throws {CourseError} with a suggestion and the list of lessons, if there is no such lesson.
 */
export function pickLesson(lessons: readonly Lesson[], wanted: string): Lesson {
  const segments = wanted
    .trim()
    .toLowerCase()
    .split(/[\\/]+/)
  const plain = segments.findLast((segment) => segment !== '') ?? ''
  const number = /^\d+$/.test(plain) ? plain.replace(/^0+/, '').padStart(2, '0') : plain
  const found = lessons.find((lesson) =>
    [lesson.number, lesson.name, lesson.folder].includes(number),
  )
  const lesson =
    found ??
    lessons.find(({ folder }) => segments.includes(folder)) ??
    (isPath(wanted) ? lessonAt(lessons, path.resolve(wanted)) : undefined)
  if (lesson) return lesson
  throw new CourseError(notFound(lessons, wanted, plain), 2)
}

/**
 * Refuses a command for the exercise if the learner named another file, because the command would use
 * `exercise.ts` instead.
 *
 * @throws {CourseError} with the command to type instead.
 */
export function refuseOtherFile(lesson: Lesson, wanted: string | undefined, command: string): void {
  const name = wanted?.split(/[\\/]/).at(-1) ?? ''
  // File names have an extension. Names of lessons and folders don't.
  if (!/\.\w+$/.test(name) || name.toLowerCase() === 'exercise.ts') return
  throw new CourseError(
    [
      `\`${command}\` only works on exercise.ts, but you named ${name}.`,
      `For your exercise.ts: ${toType(command, plainNumber(lesson))}`,
    ].join('\n'),
    2,
  )
}

function isPath(wanted: string): boolean {
  return /[\\/]|^\.|\.ts$/.test(wanted)
}

/** The lesson whose folder is, or contains, the given path. */
export function lessonAt(lessons: readonly Lesson[], place: string): Lesson | undefined {
  return lessons.find(({ dir }) => {
    const relative = path.relative(dir, place)
    return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
  })
}

/** The error if no lesson was named: it suggests the learner's next lesson, and lists all lessons. */
export function whichLesson(
  lessons: readonly Lesson[],
  at: Lesson | undefined,
  command: string,
): CourseError {
  const guess = at ? ` Your next lesson is ${at.number}: ${toType(command, plainNumber(at))}` : ''
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
    'Use a number or a name:',
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
