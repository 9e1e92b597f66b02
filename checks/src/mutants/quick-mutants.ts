import type { AnswerRunner, Lesson } from '@overlap/course'
import type { Excuse } from './excuses.ts'
import { isExcused } from './judge-mutants.ts'
import type { Mutant } from './mutant.ts'
import { tryMutants, type TriedMutant } from './try-mutants.ts'

/** Enough draws to kill nearly every mutant that is killed at all, for a third of the time. */
const fewDraws = 4

/**
 * Runs each mutant through a few scenarios of its lesson's check, and those that survive and have no
 * excuse through all of them. Nothing is shrunk, so some messages are about a larger scenario than the
 * learner would see.
 */
export async function tryMutantsQuickly(
  lesson: Lesson,
  mutants: readonly Mutant[],
  list: readonly Excuse[],
  runner: AnswerRunner,
): Promise<TriedMutant[]> {
  const options = { sharesThreads: true }
  const quick = await tryMutants(lesson, mutants, runner, { ...options, draws: fewDraws })
  const doubtful = quick
    .filter(({ fate, mutant }) => fate === 'survived' && !isExcused(mutant, list))
    .map(({ mutant }) => mutant)
  const whole = await tryMutants(lesson, doubtful, runner, { ...options, draws: Infinity })
  return quick.map((tried) => whole.find(({ mutant }) => mutant === tried.mutant) ?? tried)
}
