import type { Lesson } from '../lessons/lesson.ts'
import type { Progress } from './schema.ts'
import { progressIn } from './store.ts'

/** How far a learner is with a lesson. */
export type Mark = 'passed' | 'started' | 'new'

/** Passed once is passed for good; started is anything run, read, tried or asked. */
export function markOf(progress: Progress, lesson: Lesson): Mark {
  const seen = progressIn(progress, lesson.name)
  if (!seen) return 'new'
  return seen.passedAt === undefined ? 'started' : 'passed'
}

/** The first lesson that is not passed yet; `undefined` when all are. */
export function nextLesson(progress: Progress, lessons: readonly Lesson[]): Lesson | undefined {
  return lessons.find((lesson) => markOf(progress, lesson) !== 'passed')
}
