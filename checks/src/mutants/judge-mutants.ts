import { claim, type Claim } from '../gate/claim.ts'
import { diffOf, excuses, type Excuse } from './excuses.ts'
import type { TriedMutant } from './try-mutants.ts'

/** Minimum share of the killed mutants that get a diagnosis. */
const fewestNamed = 0.95

/** Where a lesson keeps its excuses. */
const excusesFile = 'backstage/equivalent.md'

/** Checks that every survivor is excused. */
export function judgeSurvivors(tried: readonly TriedMutant[], list: readonly Excuse[]): Claim[] {
  return tried.map(({ fate, mutant }) =>
    claim(
      fate !== 'survived' || isExcused(mutant, list),
      [
        `backstage/solution.ts:${mutant.line} can be changed, and every step still passes. ` +
          `Add a scenario that notices it, or excuse it in ${excusesFile}:`,
        ...diffOf(mutant),
      ].join('\n'),
    ),
  )
}

/**
 * Checks that each excuse has a reason and is about a survivor, and that nearly every killed mutant
 * gets a diagnosis.
 */
export function judgeExcuses(tried: readonly TriedMutant[], list: readonly Excuse[]): Claim[] {
  const survivors = tried.filter(({ fate }) => fate === 'survived')
  const { killed, named } = countsOf(tried, list)
  return [
    ...list.map((excuse) =>
      claim(
        survivors.some(({ mutant }) => excuses(excuse, mutant)),
        `${excusesFile} excuses a mutant that does not exist, or that the check catches:\n` +
          `- ${excuse.was}\n+ ${excuse.is}`,
      ),
    ),
    ...list.map(({ was, reason }) =>
      claim(reason !== '', `${excusesFile} has no reason below this change:\n- ${was}`),
    ),
    claim(
      named >= fewestNamed * killed,
      `${named} of ${killed} mutants get a diagnosis: expected ${fewestNamed * 100} % or more. ` +
        'To read the others: npm run mutants',
    ),
  ]
}

/** Whether one of the excuses is about a mutant. */
export function isExcused(mutant: TriedMutant['mutant'], list: readonly Excuse[]): boolean {
  return list.some((excuse) => excuses(excuse, mutant))
}

/** How many mutants there are of each kind. */
export interface MutantCounts {
  readonly made: number
  readonly killed: number
  /** Killed mutants that get a diagnosis. */
  readonly named: number
  /** Killed mutants that loop or wait forever. */
  readonly endless: number
  readonly survived: number
  readonly excused: number
}

/** Counts mutants by fate. */
export function countsOf(tried: readonly TriedMutant[], list: readonly Excuse[]): MutantCounts {
  const of = (fate: TriedMutant['fate']): TriedMutant[] => tried.filter((one) => one.fate === fate)
  const survivors = of('survived')
  return {
    made: tried.length,
    killed: tried.length - survivors.length,
    named: of('named').length,
    endless: of('endless').length,
    survived: survivors.length,
    excused: survivors.filter(({ mutant }) => isExcused(mutant, list)).length,
  }
}

/** The counts in one line. */
export function countsText(counts: MutantCounts): string {
  const { made, killed, named, endless, survived, excused } = counts
  return (
    `${made} mutants: ${killed} killed (${named} with a diagnosis, ${endless} endless), ` +
    `${survived} survived (${excused} excused)`
  )
}
