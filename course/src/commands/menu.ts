import { outro } from '@clack/prompts'
import type { Course } from '../course.ts'
import { sentenceOf } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { nextLesson } from '../progress/marks.ts'
import { progressIn } from '../progress/store.ts'
import { doneCount, menuLine } from '../ui/lesson-lines.ts'
import { interrupted, pickOne } from '../ui/pick-one.ts'
import { dim } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'
import { actions, back, type Action } from './menu-actions.ts'

const leave = 'leave'

/**
 * The course as a menu: the learner picks a lesson and an action, until they quit.
 *
 * @param seen A lesson whose demo has just run. The menu then starts with the actions for this lesson.
 */
export async function menu(course: Course, seen?: Lesson): Promise<number> {
  let end = seen && (await stayWith(course, seen, 'Read'))
  while (end !== leave) {
    const lesson = await pickLesson(course)
    end =
      lesson === leave ? leave : await stayWith(course, lesson, await firstAction(course, lesson))
  }
  outro(`Until next time: ${toType('start')}`)
  return 0
}

/** Where a learner goes on: with the demo, the text, or the exercise that they have tried. */
async function firstAction({ progress }: Course, lesson: Lesson): Promise<string> {
  const seen = progressIn(await progress.read(), lesson.name)
  if (!seen || seen.tries + seen.runs === 0) return 'Run'
  return seen.tries > 0 ? 'Check' : 'Read'
}

async function stayWith(
  course: Course,
  lesson: Lesson,
  firstSuggested: string,
): Promise<typeof back | typeof leave> {
  let suggested = firstSuggested
  for (;;) {
    const action = await pickAction(
      lesson,
      actions.find(({ name }) => name === suggested),
    )
    if (typeof action === 'string') return action
    suggested = await perform(course, lesson, action)
  }
}

async function pickLesson({ lessons, progress }: Course): Promise<Lesson | typeof leave> {
  const now = await progress.read()
  const picked = await pickOne({
    message: `Overlap, ${doneCount(lessons, now)}: pick a lesson`,
    initialValue: nextLesson(now, lessons)?.folder ?? leave,
    options: [
      ...lessons.map((lesson) => ({ value: lesson.folder, label: menuLine(lesson, now) })),
      { value: leave, label: 'Quit' },
    ],
    maxItems: 14,
  })
  // Escape quits here, because there is no menu above this one.
  return lessons.find((lesson) => lesson.folder === picked) ?? leave
}

async function pickAction(
  lesson: Lesson,
  suggested: Action | undefined,
): Promise<Action | typeof back | typeof leave> {
  const picked = await pickOne({
    message: `${lesson.number}  ${lesson.title}`,
    initialValue: suggested?.name ?? back,
    options: [
      ...actions.map(({ name, what }) => ({
        value: name,
        label: `${name.padEnd(8)}${dim(what)}`,
      })),
      { value: back, label: `Back    ${dim('to the lessons')}` },
    ],
    maxItems: 14,
  })
  if (picked === interrupted) return leave
  // Escape goes back to the lessons.
  return actions.find((action) => action.name === picked) ?? back
}

async function perform(course: Course, lesson: Lesson, action: Action): Promise<string> {
  try {
    return await action.perform(course, lesson)
  } catch (error) {
    const sentence = sentenceOf(error)
    if (sentence === undefined) throw error
    print(`\n${sentence}\n`)
    return 'Check'
  }
}
