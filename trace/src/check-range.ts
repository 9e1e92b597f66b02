/** Throws a RangeError that says what cannot be done, what was expected, and what came. */
export function checkRange(what: string, holds: boolean, expected: string, got: unknown): void {
  if (!holds) throw new RangeError(`Cannot ${what}: ${expected}, got ${String(got)}`)
}

/** Whether a number is 0 or more, and not infinite. */
export const isSize = (value: number): boolean => Number.isFinite(value) && value >= 0

/** Whether a number counts things of which there is at least one. */
export const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1
