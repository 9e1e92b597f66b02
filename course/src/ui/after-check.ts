import type { Verdict } from '../answers/verdict.ts'
import { exerciseFile, isUntouched } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextLesson } from '../progress/marks.ts'
import type { Progress } from '../progress/schema.ts'
import { plainNumber } from './lesson-lines.ts'
import { dim, green } from './style.ts'
import { toType } from './to-type.ts'

/** What to do after a verdict. */
export function afterCheck(
  lesson: Lesson,
  lessons: readonly Lesson[],
  verdict: Verdict,
  progress: Progress,
  watching: boolean,
): string[] {
  const number = plainNumber(lesson)
  const file = shown(exerciseFile(lesson))
  const again = watching
    ? [`Edit ${file} and save it.`]
    : [
        `Edit ${file}, then: ${toType('check', number)}`,
        dim(`Check at every save: ${toType('check', number, '--watch')}`),
      ]
  return verdict.passed
    ? [
        green(`Lesson ${lesson.number} is done: all ${verdict.steps.length} steps pass.`),
        `Compare with our solution: ${toType('diff', number)}`,
        ...goOn(lesson, lessons, progress),
      ]
    : [...untouched(lesson), ...again, dim(`Stuck? ${toType('hint', number)}`)]
}

function goOn(lesson: Lesson, lessons: readonly Lesson[], progress: Progress): string[] {
  const later = lessons.slice(lessons.indexOf(lesson) + 1)
  const next = nextLesson(progress, later) ?? nextLesson(progress, lessons)
  return next
    ? [`Next, ${next.number} ${next.title}: ${toType('run', plainNumber(next))}`]
    : [green('That was the last lesson: you have done them all.')]
}

function untouched(lesson: Lesson): string[] {
  return isUntouched(lesson)
    ? ['You have not changed exercise.ts yet, so it fails. Making it pass is your task.']
    : []
}
