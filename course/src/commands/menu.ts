import { isCancel, outro, select } from '@clack/prompts'
import type { Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextLesson } from '../progress/marks.ts'
import { lessonLine } from '../ui/lesson-lines.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'
import { actions, type Action } from './menu-actions.ts'

const leave = 'leave'

/** The course as a menu: pick a lesson, pick what to do, until the learner has enough. */
export async function menu(course: Course): Promise<number> {
  for (;;) {
    const lesson = await pickLesson(course)
    if (!lesson) break
    for (;;) {
      const action = await pickAction(lesson)
      if (!action) break
      await perform(course, lesson, action)
    }
  }
  outro(`Until next time: ${toType('start')}`)
  return 0
}

async function pickLesson({ lessons, progress }: Course): Promise<Lesson | undefined> {
  const now = await progress.read()
  const next = nextLesson(now, lessons)
  const picked = await select<string>({
    message: 'Overlap: pick a lesson (arrow keys, Enter)',
    initialValue: next?.folder ?? leave,
    options: [
      ...lessons.map((lesson) => ({
        value: lesson.folder,
        label: lessonLine(lesson, now),
      })),
      { value: leave, label: 'Leave' },
    ],
    maxItems: 14,
  })
  return isCancel(picked) ? undefined : lessons.find((lesson) => lesson.folder === picked)
}

async function pickAction(lesson: Lesson): Promise<Action | undefined> {
  const picked = await select<string>({
    message: `${lesson.number}  ${lesson.title}`,
    options: [
      ...actions.map(({ name, what }) => ({ value: name, label: name, hint: what })),
      { value: leave, label: 'Back', hint: 'to the lessons' },
    ],
  })
  return isCancel(picked) ? undefined : actions.find((action) => action.name === picked)
}

async function perform(course: Course, lesson: Lesson, action: Action): Promise<void> {
  try {
    await action.perform(course, lesson)
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    print(`\n${error.message}\n`)
  }
}
