import path from 'node:path'
import type { Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { offerExercise } from '../exercise/exercise.ts'
import { readIfThere } from '../files.ts'
import { shown } from '../house.ts'
import { splitFrontMatter } from '../lessons/front-matter.ts'
import { sectionOf } from '../lessons/problem.ts'
import { noteActivity } from '../progress/spent.ts'
import { partsOf, styleMarkdown } from '../ui/markdown/markdown.ts'
import { printParts } from '../ui/reading.ts'
import { dim } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'

/**
 * `course read <n>`: prints the lesson's text. At a terminal it uses a pager, shows the answer to a
 * question after a key press, and prints the task again at the end.
 */
export async function read(course: Course, wanted: string | undefined): Promise<number> {
  const lesson = await course.pick(wanted, 'read')
  const file = path.join(lesson.dir, 'README.md')
  const text = readIfThere(file)
  if (text === undefined) throw new CourseError(`Lesson ${lesson.number} has no README.md.`)
  await noteActivity(course, lesson)
  print()
  const task = sectionOf(text, 'Your task')
  const reminder = task === '' ? '' : styleMarkdown(`## Your task\n\n${task}`)
  await printParts(partsOf(splitFrontMatter(text).body), reminder)
  print(`\n${dim(`(${shown(file)})`)}\n`)
  for (const line of offerExercise(lesson)) print(`${line}\n`)
  return 0
}
