import type { AnswerRunner, Lesson, RunOptions } from '@overlap/course'
import { passesAll } from '@overlap/course'
import { markPlaces, placeAround } from './mark-places.ts'
import type { Mutant } from './mutant.ts'

/** The titles of the steps that can tell a mutant from the solution; undefined: maybe all of them. */
export type StepsFor = (mutant: Mutant) => readonly string[] | undefined

/**
 * Runs a lesson's solution once, and finds out which steps reach which of its places. A step that
 * doesn't reach the place of a mutant runs exactly as with the solution.
 *
 * @param options - Those of the mutants' run, because fewer scenarios reach fewer places.
 */
export async function stepsThatReach(
  lesson: Lesson,
  solution: string,
  runner: AnswerRunner,
  options: RunOptions,
): Promise<StepsFor> {
  const { text, places } = markPlaces(solution)
  const request = { lesson: lesson.folder, answer: 'solution', text }
  const [verdict] = await runner.run([request], options)
  if (verdict === undefined || verdict.problem || !passesAll(verdict)) return () => undefined
  return (mutant) => {
    const place = placeAround(places, mutant)
    if (place === undefined) return undefined
    return verdict.steps.filter(({ reached }) => reached?.includes(place)).map(({ title }) => title)
  }
}
