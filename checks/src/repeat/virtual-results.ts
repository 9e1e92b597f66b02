import {
  type AnswerRunner,
  findHouse,
  findLessons,
  type Lesson,
  listAnswers,
  pickLesson,
} from '@overlap/course'
import { type Demo, perform } from '@overlap/mock-server/stage'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Everything that runs in virtual time: each answer's check, and each lesson's demo. */
export interface VirtualSuite {
  readonly lessons: readonly Lesson[]
  readonly answers: readonly { readonly lesson: string; readonly answer: string }[]
}

/**
 * Finds all answers and demos, except the learner's exercises.
 *
 * @param only - Lessons by number or name. If empty, all lessons.
 */
export function findVirtualSuite(root: string, only: readonly string[]): VirtualSuite {
  const all = findLessons(findHouse(root))
  const lessons = only.length === 0 ? all : only.map((name) => pickLesson(all, name))
  const answers = lessons.flatMap((lesson) =>
    [...listAnswers(lesson).keys()]
      .filter((answer) => answer !== 'exercise')
      .map((answer) => ({ lesson: lesson.folder, answer })),
  )
  return { lessons, answers }
}

/**
 * Runs all answers and demos once.
 *
 * @returns Every verdict with its messages, and every line and call of the demos. In virtual time,
 * all of this has to be equal each time, to the last digit.
 */
export async function virtualResults(suite: VirtualSuite, runner: AnswerRunner): Promise<string> {
  const verdicts = await runner.run(suite.answers)
  const lines = verdicts.map((verdict) => JSON.stringify(verdict))
  for (const lesson of suite.lessons) {
    const print = (text: string): number => lines.push(text)
    const acts = await perform(await loadDemo(lesson), { virtual: true, print })
    // A recording begins at the real time of day.
    lines.push(JSON.stringify(acts, (key, value: unknown) => (key === 'epochMs' ? 0 : value)))
  }
  return lines.join('\n')
}

async function loadDemo({ dir }: Lesson): Promise<Demo> {
  return (await import(pathToFileURL(join(dir, 'demo.ts')).href)) as Demo
}
