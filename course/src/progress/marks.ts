import type { Lesson } from '../lessons/lesson.ts'
import type { Progress } from './schema.ts'
import { progressIn } from './store.ts'

/** A learner's state in a lesson. */
export type Mark = 'passed' | 'started' | 'new'

/**
 * The state of a lesson. A lesson that passed once stays passed. It is started after any command for it,
 * such as `run`, `read`, `check` or `hint`.
 */
export function markOf(progress: Progress, lesson: Lesson): Mark {
  const seen = progressIn(progress, lesson.name)
  if (!seen) return 'new'
  return seen.passedAt === undefined ? 'started' : 'passed'
}

/** The first lesson that has not passed yet; `undefined` if all have. */
export function nextLesson(progress: Progress, lessons: readonly Lesson[]): Lesson | undefined {
  return lessons.find((lesson) => markOf(progress, lesson) !== 'passed')
}
