import { mutantOf, type Change, type Mutant } from './mutant.ts'
import { ownChanges } from './own-changes.ts'
import { strykerChanges } from './stryker-changes.ts'

/**
 * Makes every mutant of a TypeScript program: those of Stryker, and ours. Leaves sentences
 * unchanged, because no check depends on the wording of an error.
 */
export async function makeMutants(program: string): Promise<Mutant[]> {
  const changes = [...(await strykerChanges(program)), ...ownChanges(program)]
  const mutants = changes
    .filter((change) => !isInSentence(program, change))
    .map((change) => mutantOf(program, change))
  const byText = new Map(mutants.toReversed().map((mutant) => [mutant.text, mutant]))
  byText.delete(program)
  return [...byText.values()].toSorted((a, b) => a.line - b.line)
}

/** Whether a change is inside a string with several words. */
function isInSentence(program: string, { from, to }: Change): boolean {
  const text = program.slice(from, to)
  return /^(?<quote>['"`]).*\k<quote>$/su.test(text) && /\p{L} /u.test(text)
}
