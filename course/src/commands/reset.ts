import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { notice, type Course } from '../course.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { exerciseFile, keepAnswer, makeExercise } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** `course reset <n>`: keeps the learner's answer aside, and begins the exercise anew. */
export async function reset(course: Course, wanted: string | undefined): Promise<number> {
  const lesson = await course.pick(wanted, 'reset')
  const file = exerciseFile(lesson)
  const made = makeExercise(lesson)
  const kept = made ? undefined : keepAnswer(course.house, lesson)
  if (kept !== undefined) copyFileSync(path.join(lesson.dir, 'starter.ts'), file)
  print(
    kept === undefined
      ? `\n${shown(file)} was not there yet; it is made from starter.ts now.`
      : `\nYour answer is kept as ${shown(kept)}\n${shown(file)} is starter.ts again.`,
  )
  print(`\nCheck it: ${toType('check', plainNumber(lesson))}\n`)
  for (const advice of adviseOnEdits(course.house, lesson)) notice(advice)
  return 0
}
