/** @throws {RangeError} if an option of a budget is out of range. */
export function checkBudget({ ratio, burst }: { ratio: number; burst: number }): void {
  expectRange(ratio >= 0 && ratio < Infinity, 'a finite ratio >= 0', ratio)
  expectRange(burst >= 1 && burst < Infinity, 'a finite burst >= 1', burst)
}

function expectRange(holds: boolean, expected: string, actual: unknown): void {
  if (holds) return
  throw new RangeError(`Cannot make a retry budget: expected ${expected}, got ${String(actual)}`)
}
