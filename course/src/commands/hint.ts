import type { Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { offerExercise } from '../exercise/exercise.ts'
import { nextHint, readHints, type Hint } from '../lessons/hints.ts'
import { active } from '../progress/spent.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { styleLine, styleMarkdown } from '../ui/markdown/markdown.ts'
import { printLong } from '../ui/pager.ts'
import { bold, dim } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** `course hint <n>`: shows one more hint each time. `--all` shows all earlier hints again. */
export async function hint(
  course: Course,
  wanted: string | undefined,
  { all = false }: { all?: boolean } = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'hint')
  const hints = readHints(lesson)
  if (hints.length === 0) throw new CourseError(`Lesson ${lesson.number} has no hints.`)
  const number = plainNumber(lesson)
  let level = 0
  await course.progress.update(lesson.name, (before) => {
    level = all ? before.hints : nextHint(hints, before.hints, before.passedAt !== undefined)
    return { ...active(before), hints: level }
  })
  if (level === 0) {
    print(`\nYou have not seen a hint yet. For the first one: ${toType('hint', number)}\n`)
    return 0
  }
  const from = all ? 0 : level - 1
  const texts = hints
    .slice(from, level)
    .map((hint, index) => hintText(hint, from + index + 1, hints.length))
  const more = level < hints.length
  const next = more
    ? `One more hint: ${toType('hint', number)}`
    : `That was the last hint. To see all of them again: ${toType('hint', number, '--all')}`
  print(`\n${bold(`Lesson ${lesson.number} · ${lesson.title}`)}\n`)
  await printLong(texts.join('\n\n'))
  print(`\n${dim(next)}\n`)
  for (const line of offerExercise(lesson)) print(`${line}\n`)
  return 0
}

function hintText({ title, text }: Hint, level: number, levels: number): string {
  return `${bold(`Hint ${level} of ${levels}: ${styleLine(title)}`)}\n\n${styleMarkdown(text)}`
}
