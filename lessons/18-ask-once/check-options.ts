import type { BatchOptions, CacheOptions } from './types.ts'

/** @throws {TypeError} if `fn` isn't a function. */
export function checkFunction(name: string, fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot share calls: expected ${name} to be a function, got ${String(fn)}`)
}

/** @throws {RangeError} if an option of `cached` is out of range. */
export function checkCache({ ttlMs, staleMs = 0, maxSize = 1000 }: CacheOptions<never[]>): void {
  checkMs('ttlMs', ttlMs)
  checkMs('staleMs', staleMs)
  checkSize(maxSize)
}

/** @throws {RangeError} if an option of `batched` is out of range. */
export function checkBatch({ maxSize = Infinity, waitMs = 0 }: BatchOptions): void {
  checkSize(maxSize)
  checkMs('waitMs', waitMs, longestMs)
}

/** The longest delay that `setTimeout` accepts. */
const longestMs = 2 ** 31 - 1

function checkMs(name: string, ms: unknown, most = Infinity): void {
  if (typeof ms === 'number' && ms >= 0 && ms <= most) return
  const range = most === Infinity ? '>= 0' : `from 0 to ${most}`
  throw new RangeError(`Cannot share calls: expected ${name} to be ${range}, got ${String(ms)}`)
}

function checkSize(size: unknown): void {
  if (size === Infinity || (Number.isInteger(size) && Number(size) >= 1)) return
  throw new RangeError(
    `Cannot share calls: expected maxSize to be a whole number >= 1, got ${String(size)}`,
  )
}
