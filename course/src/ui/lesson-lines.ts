import type { Stars } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { markOf, nextLesson, type Mark } from '../progress/marks.ts'
import { starsIn } from '../progress/stars.ts'
import type { Progress } from '../progress/schema.ts'
import { bold, cyan, dim, green, plural, yellow } from './style.ts'
import { commandLine } from './to-type.ts'

const signs: Record<Mark, (text: string) => string> = {
  passed: () => green('✓'),
  started: () => yellow('◐'),
  new: () => dim('○'),
}

/** `✓ 02  All at once            15 min`: one lesson in the list. */
function lessonLine(lesson: Lesson, progress: Progress): string {
  const mark = signs[markOf(progress, lesson)]('')
  const stars = starsIn(progress, lesson)
  const minutes = `${dim(minutesOf(lesson).padEnd(7))}${stars ? ` ${starsText(stars)}` : ''}`
  return `${mark} ${lesson.number}  ${lesson.title.padEnd(32)} ${minutes}`.trimEnd()
}

/** `02  All at once            15 min  passed`: one lesson in the menu, which draws its own marks. */
export function menuLine(lesson: Lesson, progress: Progress): string {
  const mark = markOf(progress, lesson)
  const stars = starsIn(progress, lesson)
  const sign = mark === 'new' ? '' : `${signs[mark]('')} ${stars ? starsText(stars) : mark}`
  return `${lesson.number}  ${lesson.title.padEnd(32)} ${minutesOf(lesson).padEnd(7)}  ${sign}`.trimEnd()
}

/** `★★☆`: a filled star for each star won. */
export function starsText({ won, of }: Stars): string {
  return `${yellow('★'.repeat(won))}${'☆'.repeat(of - won)}`
}

/** `2 of 4 lessons done`. */
export function doneCount(lessons: readonly Lesson[], progress: Progress): string {
  const passed = lessons.filter((lesson) => markOf(progress, lesson) === 'passed').length
  return `${passed} of ${plural(lessons.length, 'lesson')} done`
}

function minutesOf({ minutes }: Lesson): string {
  return minutes > 0 ? `${String(minutes).padStart(3)} min` : ''
}

/** All lessons, grouped by part, and how many are done. */
export function courseLines(lessons: readonly Lesson[], progress: Progress): string[] {
  const parts = Map.groupBy(lessons, ({ part }) => part)
  return [
    `${bold('Overlap')}: concurrent API calls in TypeScript.  ${doneCount(lessons, progress)}`,
    ...[...parts].flatMap(([part, lessons]) => [
      '',
      ...(part === '' ? [] : [bold(part)]),
      ...lessons.map((lesson) => `  ${lessonLine(lesson, progress)}`),
    ]),
  ]
}

/** The first lesson that is not done, with the commands for it. */
export function nextLines(lessons: readonly Lesson[], progress: Progress): string[] {
  const next = nextLesson(progress, lessons)
  if (!next) return [green('You have done every lesson.')]
  const rows = [
    ['run', 'see it happen'],
    ['check', 'do the exercise, and check your code'],
    ['hint', 'when you are stuck'],
  ] as const
  return [
    `${bold('Next:')} ${next.number}  ${next.title}`,
    '',
    ...rows.map(([command, what]) => {
      const words = commandLine(command, plainNumber(next))
      return `  ${cyan(words)}${' '.repeat(Math.max(1, 20 - words.length))}${dim(what)}`
    }),
  ]
}

/** The lesson's number without a leading zero: `2` for `02`. */
export function plainNumber(lesson: Lesson): string {
  return lesson.number.replace(/^0/, '')
}
