/** @throws {RangeError} if an option of a budget makes no sense. */
export function checkBudget({ ratio, burst }: { ratio: number; burst: number }): void {
  const expect = expecting('Cannot make a retry budget')
  expect(ratio >= 0 && ratio < Infinity, 'a finite ratio >= 0', ratio)
  expect(burst >= 1 && burst < Infinity, 'a finite burst >= 1', burst)
}

const expecting =
  (failure: string) =>
  (holds: boolean, expected: string, came: unknown): void => {
    if (!holds) throw new RangeError(`${failure}: expected ${expected}, got ${String(came)}`)
  }
