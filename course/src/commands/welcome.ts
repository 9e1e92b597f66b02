import type { Course } from '../course.ts'
import { bold } from '../ui/style.ts'
import { drawingWidth, isInteractive, print } from '../ui/terminal.ts'
import { list } from './list.ts'
import { wrap } from '../ui/wrap.ts'

const whatComes =
  'Each lesson begins with a problem and a few questions. Then you watch what happens: a timeline ' +
  'shows every call of a program as a bar.'

/**
 * `course` without a command: shows the menu, or the list of lessons if the terminal is not interactive.
 * The very first start runs the demo of the first lesson before that.
 */
export async function welcome(course: Course): Promise<number> {
  const first = course.lessons[0]
  const begun = Object.keys((await course.progress.read()).lessons).length > 0
  const isNew = !begun && first !== undefined
  if (isNew) {
    const text = `${bold('Welcome to Overlap.')} ${whatComes}`
    print(`\n${wrap(text, drawingWidth())}`)
    const { run } = await import('./run.ts')
    await run(course, first.number, { wishes: {} })
  }
  if (!isInteractive()) return list(course)
  const { menu } = await import('./menu.ts')
  return menu(course, isNew ? first : undefined)
}
