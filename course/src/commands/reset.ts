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
import { noteActivity, startedOver } from '../progress/spent.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** The flags of `course reset`. */
export interface ResetFlags {
  /** Restore the code that was saved last. */
  readonly undo?: boolean
}

/**
 * `course reset <n>`: saves the learner's code, copies `starter.ts` over the exercise, and restarts the
 * count of minutes. With `undo` it saves the current code, and restores the code that was saved last.
 */
export async function reset(
  course: Course,
  wanted: string | undefined,
  { undo = false }: ResetFlags = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'reset')
  refuseOtherFile(lesson, wanted, 'reset')
  print(`\n${(undo ? restore(course, lesson) : await startOver(course, lesson)).join('\n')}`)
  print(`\nCheck it: ${toType('check', plainNumber(lesson))}\n`)
  for (const advice of adviseOnEdits(course.house, lesson)) notice(advice)
  return 0
}

async function startOver(course: Course, lesson: Lesson): Promise<string[]> {
  const file = exerciseFile(lesson)
  if (makeExercise(lesson)) {
    return [`Made ${shown(file)} from starter.ts: there was no exercise yet.`]
  }
  const kept = keepAnswer(course.house, lesson)
  if (kept === undefined)
    return [`You have not changed ${shown(file)}.`, 'There is nothing to reset.']
  putInPlace(file, path.join(lesson.dir, 'starter.ts'))
  await noteActivity(course, lesson, startedOver)
  return [
    'Your code is saved in',
    `  ${shown(kept)}`,
    `${shown(file)} is a copy of starter.ts again.`,
    `To restore your code: ${toType('reset', plainNumber(lesson), '--undo')}`,
  ]
}

function restore({ house }: Course, lesson: Lesson): string[] {
  const file = exerciseFile(lesson)
  // Before `keepAnswer`, which saves the current code and so changes what was saved last.
  const last = lastKept(house, lesson)
  if (last === undefined) {
    throw new CourseError(
      `Cannot restore your code for lesson ${lesson.number}: no reset has saved any.`,
    )
  }
  const kept = keepAnswer(house, lesson)
  putInPlace(file, last)
  return [
    `Your code is back in ${shown(file)}`,
    'It was saved in',
    `  ${shown(last)}`,
    ...(kept === undefined ? [] : ['The code that it replaced is saved in', `  ${shown(kept)}`]),
  ]
}

/** Replaces the exercise by the text of another file. If that fails, the exercise is unchanged. */
function putInPlace(exercise: string, from: string): void {
  writeAtomically(exercise, readFileSync(from, 'utf8'))
}
