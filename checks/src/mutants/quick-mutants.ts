import type { AnswerRunner, Lesson } from '@overlap/course'
import type { Excuse } from './excuses.ts'
import { isExcused } from './judge-mutants.ts'
import type { Mutant } from './mutant.ts'
import { stepsThatReach } from './steps-that-reach.ts'
import { tryMutants, type TriedMutant } from './try-mutants.ts'

/**
 * The number of scenarios that each rule draws, by round. One scenario kills most of the mutants
 * that can be killed.
 */
const draws = [1, 8, Infinity]

/**
 * Runs each mutant through a few scenarios of its lesson's check. Survivors without an excuse run
 * through more scenarios, and finally through all. Scenarios are not shrunk, so some messages are
 * about a larger scenario than the learner would see.
 *
 * On a busy machine, a mutant that would pass may seem endless. So if it has an excuse, it runs again.
 */
export async function tryMutantsQuickly(
  lesson: Lesson,
  solution: string,
  mutants: readonly Mutant[],
  list: readonly Excuse[],
  runner: AnswerRunner,
): Promise<TriedMutant[]> {
  const tried = new Map<Mutant, TriedMutant>()
  let doubtful = mutants
  for (const most of draws) {
    if (doubtful.length === 0) break
    const options = { sharesThreads: true, draws: most }
    const stepsFor =
      most === Infinity ? undefined : await stepsThatReach(lesson, solution, runner, options)
    const round = await tryMutants(lesson, doubtful, runner, options, stepsFor)
    for (const one of round) tried.set(one.mutant, one)
    doubtful = round
      .filter(({ fate, mutant }) => fate === 'survived' && !isExcused(mutant, list))
      .map(({ mutant }) => mutant)
  }
  const slow = [...tried.values()]
    .filter(({ fate, mutant }) => fate === 'endless' && isExcused(mutant, list))
    .map(({ mutant }) => mutant)
  const again = slow.length > 0 ? await tryMutants(lesson, slow, runner, { draws: 1 }) : []
  for (const one of again) tried.set(one.mutant, one)
  return mutants.map((mutant) => tried.get(mutant)!)
}
