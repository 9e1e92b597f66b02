import type { Jitter } from './types.ts'

const jitters: readonly string[] = ['none', 'full', 'equal'] satisfies Jitter[]

/** @throws {RangeError} if an option of a backoff is out of range. */
export function checkBackoff(options: {
  readonly baseMs: number
  readonly maxMs: number
  readonly factor: number
  readonly jitter: string
}): void {
  const { baseMs, maxMs, factor, jitter } = options
  expectRange(baseMs > 0 && baseMs < Infinity, 'a finite baseMs > 0', baseMs)
  expectRange(maxMs >= baseMs && maxMs < Infinity, 'a finite maxMs >= baseMs', maxMs)
  expectRange(factor >= 1 && factor < Infinity, 'a finite factor >= 1', factor)
  expectRange(jitters.includes(jitter), 'jitter none, full or equal', jitter)
}

function expectRange(holds: boolean, expected: string, actual: unknown): void {
  if (holds) return
  throw new RangeError(`Cannot make a backoff: expected ${expected}, got ${String(actual)}`)
}
