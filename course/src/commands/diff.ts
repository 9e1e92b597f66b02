import path from 'node:path'
import { notice, type Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { codeLines } from '../exercise/code-lines.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { exerciseFile } from '../exercise/exercise.ts'
import { readIfThere } from '../files.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { noteActivity } from '../progress/spent.ts'
import { progressIn } from '../progress/store.ts'
import { diffLines } from '../ui/diff-lines.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { printLong } from '../ui/pager.ts'
import { bold } from '../ui/style.ts'
import { isInteractive, print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/**
 * `course diff <n>`: compares the learner's exercise with our solution, without documentation comments.
 * It refuses before the first try, unless `early` is set.
 */
export async function diff(
  course: Course,
  wanted: string | undefined,
  { early = false }: { early?: boolean } = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'diff')
  const tries = progressIn(await course.progress.read(), lesson.name)?.tries ?? 0
  if (tries === 0 && !early) throw tooEarly(lesson)
  await noteActivity(course, lesson)
  const exercise = readIfThere(exerciseFile(lesson))
  const solutionFile = path.join(lesson.backstage, 'solution.ts')
  const solution = readIfThere(solutionFile)
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
  const lines = diffLines(
    { name: shown(exerciseFile(lesson)), lines: await codeLines(exercise) },
    { name: shown(solutionFile), lines: await codeLines(fromExercise(solution)) },
    (isInteractive() && process.stdout.columns) || 80,
  )
  await printLong(lines.join('\n'))
  return 0
}

/** The solution with its relative imports changed to those of the exercise, which is one folder above. */
function fromExercise(solution: string): string {
  return solution.replaceAll(
    /(?<=\b(?:from|import) ')\.\.\/(\.\.\/)?/g,
    (_, higher = './') => higher,
  )
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
