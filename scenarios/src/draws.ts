import * as fc from 'fast-check'

/**
 * Draws a number of items: none, one, two, a few, and more than anyone would choose as the size of a
 * batch. The larger ones are prime, so that no batch size divides them.
 */
export const sizes: fc.Arbitrary<number> = fc.constantFrom(0, 1, 2, 3, 5, 7, 13, 23)

/** Draws what code may throw or abort with: errors, and values that are easily mistaken for "nothing". */
export const reasons: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  new Error('sold out'),
  new TypeError('fetch failed'),
  new DOMException('This operation was aborted', 'AbortError'),
  { why: 'the user left the page' },
  'a string',
  '',
  0,
  false,
  null,
  undefined,
)

/**
 * Draws a different latency for each call, in ms, in any order. No two calls end at the same
 * moment, so there is always one that ends first.
 *
 * @example
 * ```ts
 * import { fc, latencies } from '@overlap/scenarios'
 *
 * const [drawn] = fc.sample(latencies(3), { seed: 1, numRuns: 1 })
 * drawn?.length // → 3
 * new Set(drawn).size // → 3
 * ```
 */
export function latencies(calls: number): fc.Arbitrary<number[]> {
  return fc.uniqueArray(
    fc.integer({ min: 1, max: 50 }).map((n) => 10 * n),
    {
      minLength: calls,
      maxLength: calls,
    },
  )
}
