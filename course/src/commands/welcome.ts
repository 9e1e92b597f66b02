import type { Course } from '../course.ts'
import { bold } from '../ui/style.ts'
import { isInteractive, print } from '../ui/terminal.ts'
import { list } from './list.ts'

/**
 * `course` alone. On the very first start it shows what the course is about; then a menu, or where
 * nobody can be asked the same as text.
 */
export async function welcome(course: Course): Promise<number> {
  const first = course.lessons[0]
  const begun = Object.keys((await course.progress.read()).lessons).length > 0
  if (!begun && first) {
    print(`\n${bold('Welcome to Overlap.')} A timeline shows every call of a program as a bar.`)
    print('This is the first lesson.')
    const { run } = await import('./run.ts')
    await run(course, first.number, { wishes: {}, quiet: true })
  }
  if (!isInteractive()) return list(course)
  const { menu } = await import('./menu.ts')
  return menu(course)
}
