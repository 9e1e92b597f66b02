import { stripVTControlCharacters } from 'node:util'
import { starsOf, type Verdict } from '../answers/verdict.ts'
import { exerciseFile, isUntouched } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextLesson } from '../progress/marks.ts'
import type { Progress } from '../progress/schema.ts'
import { spentText } from '../progress/spent.ts'
import { progressIn } from '../progress/store.ts'
import { plainNumber, starsText } from './lesson-lines.ts'
import { dim, green } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { toType } from './to-type.ts'
import { wrap } from './wrap.ts'

/** What to do after a verdict. After a failure this is one sentence, so that the message stays in view. */
export function afterCheck(
  lesson: Lesson,
  lessons: readonly Lesson[],
  verdict: Verdict,
  progress: Progress,
  watching: boolean,
  width: number = drawingWidth(),
): string[] {
  const lines = verdict.passed
    ? afterPass(lesson, lessons, verdict, progress)
    : editLines(lesson, watching, width)
  return wrap(lines.join('\n'), width).split('\n')
}

/** How to go on after a failure, in one line, or in two if the terminal is too narrow. */
function editLines(lesson: Lesson, watching: boolean, width: number): string[] {
  const number = plainNumber(lesson)
  const then = watching ? 'and save it' : `then ${toType('check', number)}`
  const edit = `Edit ${shown(exerciseFile(lesson))}${watching ? ' ' : ', '}${then}`
  const hint = `(hint: ${toType('hint', number)})`
  const line = `${edit} ${hint}`
  return stripVTControlCharacters(line).length <= width ? [line] : [edit, hint]
}

/** A note about an exercise that fails because it has not been edited yet. */
export function untouchedNote(lesson: Lesson, watching: boolean): string[] {
  if (!isUntouched(lesson)) return []
  const note = '  You have not changed exercise.ts yet. Making it pass is your task.'
  const watch = `  To check on every save: ${toType('check', plainNumber(lesson), '--watch')}`
  return [dim(note), ...(watching ? [] : [dim(watch)])]
}

function afterPass(
  lesson: Lesson,
  lessons: readonly Lesson[],
  verdict: Verdict,
  progress: Progress,
): string[] {
  const number = plainNumber(lesson)
  const stars = starsOf(verdict)
  const seen = progressIn(progress, lesson.name)
  const spent = spentText(seen)
  const since = seen?.resetAt === undefined ? 'your first command' : 'the reset'
  const done = [
    green(`Lesson ${lesson.number} is done.`),
    ...(stars.of > 0 ? [`${starsText(stars)} ${stars.won} of ${stars.of} stars.`] : []),
    ...(spent === undefined ? [] : [`It took you ${spent} from ${since}.`]),
  ]
  const compare = toType('diff', number)
  const open = [
    `For the next star, edit exercise.ts and check again (hint: ${toType('hint', number)})`,
    `To see our solution: ${compare}`,
  ]
  return [
    done.join(' '),
    ...(stars.won < stars.of ? open : [`Compare with our solution: ${compare}`]),
    ...goOn(lesson, lessons, progress),
  ]
}

function goOn(lesson: Lesson, lessons: readonly Lesson[], progress: Progress): string[] {
  const later = lessons.slice(lessons.indexOf(lesson) + 1)
  const line = (intro: string, next: Lesson): string[] => [
    `${intro}, ${next.number} ${next.title}: ${toType('run', plainNumber(next))}`,
  ]
  const next = nextLesson(progress, later)
  if (next) return line('Next', next)
  const skipped = nextLesson(progress, lessons)
  if (skipped) return line('Not done yet', skipped)
  return [green('That was the last lesson: you have done them all.')]
}
