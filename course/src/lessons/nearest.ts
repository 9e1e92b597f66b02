import leven from 'leven'

/**
 * The candidate that is most similar to `word`: one that contains it, or the one with the smallest edit
 * distance. `undefined` if none is similar enough, because a wrong suggestion would mislead.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length >= 3) {
    const within = candidates.find((candidate) => candidate.includes(word))
    if (within !== undefined) return within
  }
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: stepsTo(word, candidate) }))
    .toSorted((a, b) => a.steps - b.steps)
  const best = ranked[0]
  return best && best.steps <= Math.max(2, word.length / 3) ? best.candidate : undefined
}

// A single word of the name can match, too: `dubble` is close to `double-it`.
function stepsTo(word: string, candidate: string): number {
  const parts = [candidate, ...candidate.split('-').filter((part) => part.length >= 4)]
  return Math.min(...parts.map((part) => leven(word, part)))
}
