/** How many things of this size to start: as many as the budget has room for, but at least 1 and at most `most`. */
export function howMany(bytesOfOne: number, budgetBytes: number, most: number): number {
  return Math.min(most, Math.max(1, Math.floor(budgetBytes / Math.max(1, bytesOfOne))))
}
