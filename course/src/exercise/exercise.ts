import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CourseError, hasCode } from '../errors.ts'
import { readIfThere } from '../files.ts'
import { shown, type House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { toType } from '../ui/to-type.ts'

/** The file that the learner edits. */
export function exerciseFile(lesson: Lesson): string {
  return path.join(lesson.dir, 'exercise.ts')
}

/**
 * Copies `starter.ts` to `exercise.ts`, unless `exercise.ts` already exists.
 *
 * @returns Whether the file was made.
 * @throws {CourseError} if `starter.ts` is missing, or `exercise.ts` is not a file.
 */
export function makeExercise(lesson: Lesson): boolean {
  const starter = path.join(lesson.dir, 'starter.ts')
  if (!existsSync(starter)) {
    throw new CourseError(
      `Lesson ${lesson.number} has no exercise: ${shown(starter)} is missing. ` +
        'To get it back, use `git restore`.',
    )
  }
  try {
    copyFileSync(starter, exerciseFile(lesson), constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    const there = statSync(exerciseFile(lesson), { throwIfNoEntry: false })
    if (there?.isFile()) return false
    const what = there === undefined ? 'a broken link' : 'a folder'
    throw new CourseError(
      `Cannot use ${shown(exerciseFile(lesson))}: it should be a file, but it is ${what}. Move it away. ` +
        `To make the file again: ${toType('check', plainNumber(lesson))}`,
      1,
      { cause: error },
    )
  }
}

/**
 * Makes the exercise after another command, such as `run` or `read`. Errors are ignored here, because the
 * first check reports them.
 *
 * @returns A line that says that the file was made; no line if it already existed.
 */
export function offerExercise(lesson: Lesson): string[] {
  try {
    return makeExercise(lesson) ? [madeLine(lesson)] : []
  } catch {
    return []
  }
}

/** The line that says that the exercise was made. */
export function madeLine(lesson: Lesson): string {
  return `Made ${shown(exerciseFile(lesson))}. Edit this file.`
}

/** Whether `exercise.ts` has the same text as `starter.ts`. */
export function isUntouched(lesson: Lesson): boolean {
  const starter = readIfThere(path.join(lesson.dir, 'starter.ts'))
  return starter !== undefined && starter === readIfThere(exerciseFile(lesson))
}

/**
 * Copies `exercise.ts` to `.overlap/answers/<name of the lesson>/<time>.ts`, without overwriting a file.
 *
 * @returns The path of the copy; `undefined` if the exercise does not exist, or is untouched.
 */
export function keepAnswer(house: House, lesson: Lesson): string | undefined {
  const file = exerciseFile(lesson)
  if (!existsSync(file) || isUntouched(lesson)) return undefined
  const dir = keptDir(house, lesson)
  mkdirSync(dir, { recursive: true })
  // Windows doesn't allow colons in file names.
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  for (let n = 1; ; n++) {
    const kept = path.join(dir, n === 1 ? `${time}.ts` : `${time}-${n}.ts`)
    try {
      copyFileSync(file, kept, constants.COPYFILE_EXCL)
      return kept
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

/** The path of the code that was saved last; `undefined` if no code was saved. */
export function lastKept(house: House, lesson: Lesson): string | undefined {
  const dir = keptDir(house, lesson)
  if (!existsSync(dir)) return undefined
  // The order is `<time>.ts`, `<time>-2.ts`, `<time>-10.ts`.
  const key = (name: string): string => {
    const [, time = '', n = '1'] = /^(.{19})(?:-(\d+))?\.ts$/.exec(name) ?? []
    return `${time} ${n.padStart(6, '0')}`
  }
  const last = readdirSync(dir)
    .filter((name) => name.endsWith('.ts'))
    .toSorted((a, b) => key(a).localeCompare(key(b), 'en'))
    .at(-1)
  return last && path.join(dir, last)
}

function keptDir(house: House, lesson: Lesson): string {
  return path.join(house.overlapDir, 'answers', lesson.name)
}
