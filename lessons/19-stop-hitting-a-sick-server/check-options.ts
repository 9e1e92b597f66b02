import type { BulkheadOptions, CircuitBreakerOptions, FailureRate } from './types.ts'

type BreakerInput = Omit<CircuitBreakerOptions<readonly unknown[], unknown>, 'fallback'> & {
  readonly fallback?: unknown
}

/**
 * @throws {TypeError} if `fn`, `isFailure` or `fallback` isn't a function.
 * @throws {RangeError} if a number is out of range.
 */
export function checkBreaker(
  fn: unknown,
  { failures, coolDownMs, rate, isFailure, fallback }: BreakerInput,
): void {
  const what = 'Cannot make a circuit breaker'
  expectFunction(what, 'fn', fn)
  if (isFailure !== undefined) expectFunction(what, 'isFailure', isFailure)
  if (fallback !== undefined) expectFunction(what, 'fallback', fallback)
  const isCount = failures === Infinity || (Number.isInteger(failures) && failures >= 1)
  expectRange(what, 'failures', failures, isCount, 'a whole number >= 1')
  expectMs(what, 'coolDownMs', coolDownMs)
  if (rate !== undefined) checkRate(what, rate)
}

function checkRate(what: string, { over, windowMs, atLeast }: FailureRate): void {
  expectRange(what, 'over', over, over >= 0 && over < 1, 'from 0 to below 1')
  expectMs(what, 'windowMs', windowMs)
  const isCount = Number.isInteger(atLeast) && atLeast >= 1
  expectRange(what, 'atLeast', atLeast, isCount, 'a whole number >= 1')
}

/** @throws {RangeError} if a number is out of range. */
export function checkBulkhead({ slots, queue, needsMs = 0 }: BulkheadOptions): void {
  const what = 'Cannot make a bulkhead'
  expectRange(what, 'slots', slots, Number.isInteger(slots) && slots >= 1, 'a whole number >= 1')
  expectRange(what, 'queue', queue, Number.isInteger(queue) && queue >= 0, 'a whole number >= 0')
  const isMs = needsMs >= 0 && needsMs < Infinity
  expectRange(what, 'needsMs', needsMs, isMs, 'a finite number >= 0')
}

function expectFunction(what: string, name: string, value: unknown): void {
  if (typeof value === 'function') return
  throw new TypeError(`${what}: expected ${name} to be a function, got ${String(value)}`)
}

function expectMs(what: string, name: string, ms: number): void {
  expectRange(what, name, ms, ms > 0 && ms < Infinity, 'a finite number > 0')
}

function expectRange(
  what: string,
  name: string,
  value: unknown,
  isInRange: boolean,
  expected: string,
): void {
  if (typeof value === 'number' && isInRange) return
  throw new RangeError(`${what}: expected ${name} to be ${expected}, got ${String(value)}`)
}
