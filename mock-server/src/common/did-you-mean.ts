/**
 * The word that was probably meant: the nearest one, if at most a third of it is wrong.
 *
 * Capitals, hyphens and underscores do not count, and two letters in the wrong order are one mistake.
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let fewest = Infinity
  for (const candidate of known) {
    const mistakes = countMistakes(plain(word), plain(candidate))
    const tolerated = Math.max(1, Math.floor(candidate.length / 3))
    if (mistakes < fewest && mistakes <= tolerated) {
      best = candidate
      fewest = mistakes
    }
  }
  return best
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours. */
function countMistakes(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > b.length) return Infinity
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? Infinity
}
