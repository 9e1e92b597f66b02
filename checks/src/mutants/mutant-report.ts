import { diffOf, type Excuse, wrapped } from './excuses.ts'
import { countsOf, countsText, isExcused, judgeExcuses } from './judge-mutants.ts'
import type { TriedMutant } from './try-mutants.ts'

/**
 * The lines that `npm run mutants` prints for a lesson, wrapped at 80 columns: the survivors
 * without an excuse, the mutants without a diagnosis, problems with the excuses, and the counts.
 *
 * @param all - Lists every mutant.
 */
export function reportLines(
  place: string,
  tried: readonly TriedMutant[],
  list: readonly Excuse[],
  all: boolean,
): string[] {
  const isNews = ({ fate, mutant }: TriedMutant): boolean =>
    fate === 'survived' ? !isExcused(mutant, list) : fate !== 'named'
  const problems = judgeExcuses(tried, list).filter(({ holds }) => !holds)
  return [
    ...tried.filter((one) => all || isNews(one)).flatMap(mutantLines),
    ...problems.flatMap(({ problem }) => [
      ...problem.split('\n').flatMap((line) => wrapped(line)),
      '',
    ]),
    ...wrapped(`${place}: ${countsText(countsOf(tried, list))}`),
  ]
}

function mutantLines({ mutant, fate, step, message }: TriedMutant): string[] {
  return [
    `solution.ts:${mutant.line}  ${mutant.mutator}: ${fate}`,
    ...(step === undefined ? [] : wrapped(`at "${step}"`, '  ')),
    ...message.split('\n').flatMap((line) => wrapped(line, '  ')),
    ...diffOf(mutant),
    '',
  ]
}
