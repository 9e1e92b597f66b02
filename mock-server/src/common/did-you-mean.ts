import leven from 'leven'

/**
 * The word that was probably meant: the one that needs the fewest letters inserted, deleted or
 * replaced. Capitals, hyphens and underscores do not count.
 *
 * @returns `undefined` if every word differs in more than two letters and in more than a third of
 * its letters.
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, mistakes: leven(plain(word), plain(candidate)) }))
    .filter(({ candidate, mistakes }) => mistakes <= tolerated(candidate))
    .toSorted((a, b) => a.mistakes - b.mistakes)
  return ranked[0]?.candidate
}

/** In a very short word, two wrong letters are too many. */
function tolerated({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3))
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}
