import type { HedgedOptions } from './types.ts'

/** The longest delay that `setTimeout` accepts. */
const longestMs = 2 ** 31 - 1

/**
 * @throws {TypeError} if `fn` or `isSafe` isn't a function.
 * @throws {RangeError} if `afterMs` or `maxExtra` is out of range.
 */
export function checkHedged(
  fn: unknown,
  { afterMs, maxExtra, isSafe = () => true }: HedgedOptions<never>,
): void {
  for (const [name, value] of Object.entries({ fn, isSafe })) {
    if (typeof value === 'function') continue
    throw new TypeError(`Cannot hedge: expected ${name} to be a function, got ${String(value)}`)
  }
  const isDelay = isFrom(0, longestMs, afterMs) || afterMs === Infinity || afterMs === 'p95'
  expectRange(isDelay, `afterMs to be 'p95', Infinity, or from 0 to ${longestMs}`, afterMs)
  const isShare = maxExtra === undefined || isFrom(0, 1, maxExtra)
  expectRange(isShare, 'maxExtra to be from 0 to 1', maxExtra)
}

function isFrom(least: number, most: number, value: unknown): boolean {
  return typeof value === 'number' && value >= least && value <= most
}

function expectRange(holds: boolean, expected: string, actual: unknown): void {
  if (!holds) throw new RangeError(`Cannot hedge: expected ${expected}, got ${String(actual)}`)
}
