import leven from 'leven'

/**
 * The candidate most like `word`: one that contains it, or the one that takes the fewest typing
 * errors to get to. `undefined` when no name is near: a wrong suggestion misleads.
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

// One right word of a name in several is near enough: `dubble` means `double-it`.
function stepsTo(word: string, candidate: string): number {
  const parts = [candidate, ...candidate.split('-').filter((part) => part.length >= 4)]
  return Math.min(...parts.map((part) => leven(word, part)))
}
