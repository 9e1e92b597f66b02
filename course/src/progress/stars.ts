import type { Stars, Verdict } from '../answers/verdict.ts'
import { starsOf } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { LessonProgress, Progress } from './schema.ts'
import { progressIn } from './store.ts'

/** Keeps the stars that a verdict earns. A star that was won stays won, even if the code is changed later. */
export function withStars(
  before: LessonProgress,
  { passed, steps }: Verdict,
  at: string,
): LessonProgress {
  const { of } = starsOf({ steps })
  if (!passed || of === 0) return before
  const won = steps.filter(({ level, state }) => level === 'further' && state === 'passed')
  const starsAt = Object.fromEntries(won.map(({ title }) => [title, at]))
  return { ...before, starCount: of, starsAt: { ...starsAt, ...before.starsAt } }
}

/** The stars of a lesson; `undefined` until the task is done, and if the lesson has no stars. */
export function starsIn(progress: Progress, lesson: Lesson): Stars | undefined {
  const { starCount: of, starsAt = {} } = progressIn(progress, lesson.name) ?? {}
  // A step may have had another title when its star was won.
  return of === undefined ? undefined : { won: Math.min(of, Object.keys(starsAt).length), of }
}
