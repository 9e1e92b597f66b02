import path from 'node:path'
import { readIfThere } from '../files.ts'
import { shown, type House } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { commandLine } from '../ui/to-type.ts'
import { exerciseFile } from './exercise.ts'
import { findEdits } from './shipped.ts'

/** Advice for a learner who has edited `starter.ts` or `solution.ts`: a paragraph for each file. */
export function adviseOnEdits(house: House, lesson: Lesson): string[] {
  const { files, withGit } = findEdits(house, lesson)
  const exercise = exerciseFile(lesson)
  return files.map((name) => {
    const file = path.join(lesson.dir, name)
    const same = readIfThere(file) === readIfThere(exercise)
    return [
      `You edited ${name}. Your work belongs in exercise.ts: the check looks only at that file.`,
      name === 'starter.ts' ? keepIt(lesson, same) : keepSolution(same),
      withGit
        ? `To put ${name} back: git restore ${shown(file)}`
        : `To put ${name} back, copy it from a fresh download of the course.`,
    ].join('\n')
  })
}

function keepIt(lesson: Lesson, same: boolean): string {
  if (same) return 'exercise.ts has the same text, so nothing is lost. Continue in exercise.ts.'
  return (
    `To continue with what you wrote: ${commandLine('reset', plainNumber(lesson))} ` +
    '(it saves your current exercise.ts, then copies starter.ts over it).'
  )
}

function keepSolution(same: boolean): string {
  return same
    ? 'exercise.ts has the same text, so nothing is lost.'
    : 'Copy what you want to keep into exercise.ts first.'
}
