import path from 'node:path'
import type { Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { offerExercise } from '../exercise/exercise.ts'
import { shown } from '../house.ts'
import { hintsByAim, readHints, starsHint, type HintsByAim } from '../lessons/hints.ts'
import { hasSeen, nextHint, withHint, type NextHint } from '../progress/next-hint.ts'
import { untouched, type LessonProgress } from '../progress/schema.ts'
import { active } from '../progress/spent.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { styleLine, styleMarkdown } from '../ui/markdown/markdown.ts'
import { printLong } from '../ui/pager.ts'
import { bold, dim } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/**
 * `course hint <n>`: shows one more hint each time: of the task, and once it is done, for an open star.
 * `--all` shows all earlier hints again.
 */
export async function hint(
  course: Course,
  wanted: string | undefined,
  { all = false }: { all?: boolean } = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'hint')
  const hints = hintsByAim(readHints(lesson))
  if (hints.task.length + hints.stars.length === 0) {
    throw new CourseError(`Lesson ${lesson.number} has no hints.`)
  }
  const number = plainNumber(lesson)
  let seen: LessonProgress = untouched()
  await course.progress.update(lesson.name, (before) => {
    seen = before
    const next = all ? undefined : nextHint(hints, before)
    return active(next === undefined ? before : withHint(hints, before, next))
  })
  const next = nextHint(hints, seen)
  const texts = all ? seenTexts(hints, seen) : next === undefined ? [] : [textOf(hints, next)]
  if (texts.length === 0) {
    const first = `You have not seen a hint yet. For the first one: ${toType('hint', number)}`
    const again =
      seenTexts(hints, seen).length > 0
        ? `You have won every star. To see earlier hints again: ${toType('hint', number, '--all')}`
        : `You have won every star without a hint. All of them: ${shown(path.join(lesson.dir, 'hints.md'))}`
    print(`\n${next === undefined ? again : first}\n`)
    return 0
  }
  print(`\n${bold(`Lesson ${lesson.number} · ${lesson.title}`)}\n`)
  await printLong(texts.join('\n\n'))
  const hasMore = all ? next?.isNew : next?.hasMore
  print(`\n${dim(hasMore === true ? moreLine(number, next) : lastLine(number, hints, next))}\n`)
  for (const line of offerExercise(lesson)) print(`${line}\n`)
  return 0
}

function moreLine(number: string, next: NextHint | undefined): string {
  const what = next?.aim === 'stars' ? 'A hint for another star' : 'One more hint'
  return `${what}: ${toType('hint', number)}`
}

function lastLine(number: string, { stars }: HintsByAim, next: NextHint | undefined): string {
  const ofTask = stars.length > 0 && next?.aim === 'task' ? ' for the task' : ''
  const ofStars = next?.aim === 'stars' ? ' for an open star' : ''
  return (
    `That was the last hint${ofTask}${ofStars}. ` +
    `To see all of them again: ${toType('hint', number, '--all')}`
  )
}

/** Every hint that the learner has seen. */
function seenTexts(hints: HintsByAim, seen: LessonProgress): string[] {
  const task = hints.task.keys().filter((index) => index < seen.hints)
  const stars = hints.stars.keys().filter((index) => hasSeen(hints, seen, index))
  return [
    ...task.map((index) => textOf(hints, { aim: 'task', index })),
    ...stars.map((index) => textOf(hints, { aim: 'stars', index })),
  ]
}

function textOf(hints: HintsByAim, { aim, index }: Pick<NextHint, 'aim' | 'index'>): string {
  const { title, text } = hints[aim][index] ?? { title: '', text: '' }
  const nth =
    aim === 'task' ? `Hint ${index + 1} of ${hints.task.length}` : `Hint for star ${index + 1}`
  const heading = title === starsHint ? title : `${nth}: ${styleLine(title)}`
  return `${bold(heading)}\n\n${styleMarkdown(text)}`
}
