import type { RateLimiterOptions } from './types.ts'

/**
 * @throws {TypeError} if an option has the wrong type.
 * @throws {RangeError} if a number is out of range.
 */
export function checkOptions({ limit, perMs, burst, strict }: RateLimiterOptions): void {
  expectNumber('limit', limit, Number.isInteger(limit) && limit >= 1, 'a whole number >= 1')
  expectNumber('perMs', perMs, perMs > 0 && perMs < Infinity, 'a finite number > 0')
  if (burst !== undefined) {
    expectNumber('burst', burst, Number.isInteger(burst) && burst >= 1, 'a whole number >= 1')
  }
  if (strict !== undefined && typeof strict !== 'boolean') {
    throw new TypeError(message('strict', 'true or false', strict))
  }
}

/** @throws {RangeError} if `weight` isn't a whole number from 1 to `most`. */
export function checkWeight(weight: number, most: number): void {
  if (Number.isInteger(weight) && weight >= 1 && weight <= most) return
  throw new RangeError(
    `Cannot take: weight must be a whole number from 1 to ${most}, got ${String(weight)}`,
  )
}

/** @throws {TypeError} if `fn` isn't a function. */
export function checkFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot wrap: expected a function, got ${String(fn)}`)
}

function expectNumber(name: string, value: unknown, isInRange: boolean, expected: string): void {
  if (typeof value !== 'number') throw new TypeError(message(name, expected, value))
  if (!isInRange) throw new RangeError(message(name, expected, value))
}

function message(name: string, expected: string, value: unknown): string {
  const got = typeof value === 'string' ? `'${value}'` : String(value)
  return `Cannot make a rate limiter: ${name} must be ${expected}, got ${got}`
}
