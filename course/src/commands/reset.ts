import { readFileSync } from 'node:fs'
import path from 'node:path'
import { notice, type Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { exerciseFile, keepAnswer, lastKept, makeExercise } from '../exercise/exercise.ts'
import { writeAtomically } from '../files.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { refuseOtherFile } from '../lessons/pick.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** The flags of `course reset`. */
export interface ResetFlags {
  /** Bring back the answer that was kept last. */
  readonly undo?: boolean
}

/**
 * `course reset <n>`: keeps the learner's answer aside, and begins the exercise anew. With `undo` it
 * brings back the answer that was kept last, and keeps the present one.
 */
export async function reset(
  course: Course,
  wanted: string | undefined,
  { undo = false }: ResetFlags = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'reset')
  refuseOtherFile(lesson, wanted, 'reset')
  print(`\n${(undo ? bringBack(course, lesson) : beginAnew(course, lesson)).join('\n')}`)
  print(`\nCheck it: ${toType('check', plainNumber(lesson))}\n`)
  for (const advice of adviseOnEdits(course.house, lesson)) notice(advice)
  return 0
}

function beginAnew({ house }: Course, lesson: Lesson): string[] {
  const file = exerciseFile(lesson)
  if (makeExercise(lesson)) {
    return [`Made ${shown(file)} from starter.ts: there was no exercise yet.`]
  }
  const kept = keepAnswer(house, lesson)
  if (kept === undefined)
    return [`You have not changed ${shown(file)}.`, 'There is nothing to reset.']
  putInPlace(file, path.join(lesson.dir, 'starter.ts'))
  return [
    'Your answer is kept in',
    `  ${shown(kept)}`,
    `${shown(file)} is a copy of starter.ts again.`,
    `To get your answer back: ${toType('reset', plainNumber(lesson), '--undo')}`,
  ]
}

function bringBack({ house }: Course, lesson: Lesson): string[] {
  const file = exerciseFile(lesson)
  // Looked for first: the present answer is about to become the last one that was kept.
  const last = lastKept(house, lesson)
  if (last === undefined) {
    throw new CourseError(
      `Cannot bring back an answer to lesson ${lesson.number}: no answer was kept.`,
    )
  }
  const kept = keepAnswer(house, lesson)
  putInPlace(file, last)
  return [
    `Your answer is back in ${shown(file)}`,
    'It was kept in',
    `  ${shown(last)}`,
    ...(kept === undefined ? [] : ['What was there before is kept in', `  ${shown(kept)}`]),
  ]
}

/** Lets the exercise have another file's text, or stay as it is when that cannot be written. */
function putInPlace(exercise: string, from: string): void {
  writeAtomically(exercise, readFileSync(from, 'utf8'))
}
