/** The middle value. For an even number of values, the mean of the two middle values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('Cannot take the median of no values')
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] as number
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] as number
  return (lower + upper) / 2
}

/** How far some values lie apart. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The smallest value, the median and the largest value. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** Whether the rounds differ so much that their median says little: by more than half of it. */
export function isNoisy({ min, median, max }: Spread): boolean {
  return max - min > median / 2
}
