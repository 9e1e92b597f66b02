import path from 'node:path'
import { structuredPatch } from 'diff'
import { notice, type Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { exerciseFile } from '../exercise/exercise.ts'
import { readIfThere } from '../files.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { progressIn } from '../progress/store.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { bold, cyan, dim, green, red } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** `course diff <n>`: the learner's exercise beside our solution, after a try. */
export async function diff(
  course: Course,
  wanted: string | undefined,
  { early = false }: { early?: boolean } = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'diff')
  const tries = progressIn(await course.progress.read(), lesson.name)?.tries ?? 0
  if (tries === 0 && !early) throw tooEarly(lesson)
  const exercise = readIfThere(exerciseFile(lesson))
  const solution = readIfThere(path.join(lesson.backstage, 'solution.ts'))
  if (exercise === undefined) {
    throw new CourseError(
      `There is no exercise.ts in lesson ${lesson.number} yet. ` +
        `To make it from starter.ts: ${toType('check', plainNumber(lesson))}`,
    )
  }
  if (solution === undefined) {
    throw new CourseError(
      `Lesson ${lesson.number} has no solution.ts. Get it back with \`git restore\`.`,
    )
  }
  for (const advice of adviseOnEdits(course.house, lesson)) notice(advice)
  print(`\n${bold(`Lesson ${lesson.number} · ${lesson.title}`)}\n`)
  print(
    [
      red(`- yours     ${shown(exerciseFile(lesson))}`),
      green(`+ solution  ${shown(path.join(lesson.backstage, 'solution.ts'))}`),
      '',
    ].join('\n'),
  )
  print(diffLines(exercise, solution).join('\n'))
  return 0
}

/** The lines to take away and to add, each with its surroundings. */
export function diffLines(exercise: string, solution: string): string[] {
  const { hunks } = structuredPatch('exercise.ts', 'solution.ts', exercise, solution, '', '', {
    context: 3,
  })
  if (hunks.length === 0) return ['Your answer and the solution are the same.', '']
  return hunks.flatMap(({ oldStart, lines }) => [
    cyan(`from line ${oldStart}:`),
    ...lines.map((line) => {
      if (line.startsWith('-')) return red(line)
      return line.startsWith('+') ? green(line) : dim(line)
    }),
    '',
  ])
}

function tooEarly(lesson: Lesson): CourseError {
  const number = plainNumber(lesson)
  return new CourseError(
    [
      'You learn more from the solution once you have tried the exercise.',
      `Try it first:    ${toType('check', number)}`,
      `Get a hint:      ${toType('hint', number)}`,
      `See it anyway:   ${toType('diff', number, '--early')}`,
    ].join('\n'),
  )
}
