import type { Stars, Verdict } from '../answers/verdict.ts'
import { starsOf } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { LessonProgress, Progress } from './schema.ts'
import { progressIn } from './store.ts'

/** Records the stars that a verdict earns. A star stays won, even if the code fails its step later. */
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

/** The stars won in a lesson; `undefined` if its task is not done yet, or it has no stars. */
export function starsIn(progress: Progress, lesson: Lesson): Stars | undefined {
  const { starCount: of, starsAt = {} } = progressIn(progress, lesson.name) ?? {}
  // If a step was renamed after its star was won, there are more titles than stars.
  return of === undefined ? undefined : { won: Math.min(of, Object.keys(starsAt).length), of }
}
