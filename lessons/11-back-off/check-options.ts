import type { Jitter } from './types.ts'

const jitters: readonly string[] = ['none', 'full', 'equal'] satisfies Jitter[]

/** @throws {RangeError} if an option of a backoff makes no sense. */
export function checkBackoff(options: {
  readonly baseMs: number
  readonly maxMs: number
  readonly factor: number
  readonly jitter: string
}): void {
  const { baseMs, maxMs, factor, jitter } = options
  const expect = expecting('Cannot make a backoff')
  expect(baseMs > 0 && baseMs < Infinity, 'a finite baseMs > 0', baseMs)
  expect(maxMs >= baseMs && maxMs < Infinity, 'a finite maxMs >= baseMs', maxMs)
  expect(factor >= 1 && factor < Infinity, 'a finite factor >= 1', factor)
  expect(jitters.includes(jitter), `a jitter out of ${jitters.join(', ')}`, jitter)
}

/** @throws {RangeError} if it is not the number of an attempt. */
export function checkAttempt(attempt: number): void {
  const expect = expecting('Cannot tell how long to wait')
  expect(Number.isInteger(attempt) && attempt >= 1, 'an attempt of 1, 2, 3 …', attempt)
}

/** @throws {RangeError} if it is no time of day. */
export function checkMoment(nowMs: number): void {
  expecting('Cannot read Retry-After')(Number.isFinite(nowMs), 'nowMs as of Date.now()', nowMs)
}

const expecting =
  (failure: string) =>
  (holds: boolean, expected: string, came: unknown): void => {
    if (!holds) throw new RangeError(`${failure}: expected ${expected}, got ${String(came)}`)
  }
