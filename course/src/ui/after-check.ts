import { stripVTControlCharacters } from 'node:util'
import { starsOf, type Step, type Verdict } from '../answers/verdict.ts'
import { exerciseFile, isUntouched } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { openStars } from '../progress/explained-star.ts'
import { nextLesson } from '../progress/marks.ts'
import type { Progress } from '../progress/schema.ts'
import { spentText } from '../progress/spent.ts'
import { progressIn } from '../progress/store.ts'
import { plainNumber, starsText } from './lesson-lines.ts'
import { dim, green, indent } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { toType } from './to-type.ts'
import { wrap } from './wrap.ts'

interface AfterCheck {
  /** The learner's progress, including this check. */
  readonly progress: Progress
  /** The star whose message is shown whole. */
  readonly explained?: Step | undefined
  /** Whether the next save starts another check. */
  readonly isWatching?: boolean
  /** The width in columns. Default: that of the terminal. */
  readonly width?: number
}

/** What to do after a verdict. After a failure this is one sentence, so that the message stays in view. */
export function afterCheck(
  lesson: Lesson,
  lessons: readonly Lesson[],
  verdict: Verdict,
  { progress, explained, isWatching = false, width = drawingWidth() }: AfterCheck,
): string[] {
  const lines = verdict.passed
    ? afterPass(lesson, lessons, verdict, progress, explained)
    : editLines(lesson, isWatching, width)
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
  const note = 'You have not changed exercise.ts yet. Making it pass is your task.'
  const watch = `To check on every save: ${toType('check', plainNumber(lesson), '--watch')}`
  const lines = [note, ...(watching ? [] : [watch])]
  return indent(wrap(lines.join('\n'), drawingWidth() - 2))
    .split('\n')
    .map(dim)
}

function afterPass(
  lesson: Lesson,
  lessons: readonly Lesson[],
  verdict: Verdict,
  progress: Progress,
  explained: Step | undefined,
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
    ...otherStar(number, verdict, explained),
    `To see our solution: ${compare}`,
  ]
  return [
    done.join(' '),
    ...(stars.won < stars.of ? open : [`Compare with our solution: ${compare}`]),
    ...goOn(lesson, lessons, progress),
  ]
}

/**
 * How to see the message of another star: the next one that is open and begun. If none is begun, no message
 * was shown, and it is the first that is open.
 */
function otherStar(number: string, verdict: Verdict, explained: Step | undefined): string[] {
  const stars = verdict.steps.filter(({ level }) => level === 'further')
  const open = openStars(verdict)
  const command = (star: Step): string =>
    toType('check', number, '--star', String(stars.indexOf(star) + 1))
  const nameOf = (star: Step): string => `star ${stars.indexOf(star) + 1}`
  const [first] = open
  if (explained === undefined) {
    return first ? [`To see what ${nameOf(first)} needs: ${command(first)}`] : []
  }
  const at = stars.findIndex(({ title }) => title === explained.title)
  const others = open.filter((star) => star !== stars[at] && star.isUntouched !== true)
  const next = others.find((star) => stars.indexOf(star) > at) ?? others[0]
  return at >= 0 && next ? [`To see ${nameOf(next)} explained instead: ${command(next)}`] : []
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
