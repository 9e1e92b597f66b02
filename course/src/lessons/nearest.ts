/**
 * The candidate most like `word`: one that contains it, or the one that takes the fewest typing
 * errors to get to. `undefined` when none is near, so that nobody is sent the wrong way.
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
  return Math.min(...parts.map((part) => distance(word, part)))
}

// Levenshtein's distance, one row at a time: insertions, deletions and replacements cost 1 each.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
