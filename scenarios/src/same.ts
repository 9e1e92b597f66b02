import { chai } from 'vitest'

/**
 * Whether two values are deeply equal, as `toEqual` defines it.
 *
 * @example
 * ```ts
 * import { isSame } from '@overlap/scenarios'
 *
 * isSame([{ id: 1 }], [{ id: 1 }]) // → true
 * isSame([{ id: 1 }], [{ id: 1, name: 'Tea' }]) // → false
 * ```
 */
export function isSame(a: unknown, b: unknown): boolean {
  return chai.util.eql(a, b)
}

/**
 * Whether an error is the one that was thrown, or wraps it: as its `cause`, or in its `errors`, at
 * any depth. Wrapping, as in `throw new Error('could not load', { cause })`, is good style.
 *
 * @example
 * ```ts
 * import { carries } from '@overlap/scenarios'
 *
 * const soldOut = new Error('sold out')
 * carries(new Error('could not load', { cause: soldOut }), soldOut) // → true
 * carries(new Error('sold out'), soldOut) // → false
 * ```
 */
export function carries(error: unknown, thrown: unknown): boolean {
  const seen = new Set<unknown>()
  const inside = (value: unknown): boolean => {
    if (Object.is(value, thrown)) return true
    if (typeof value !== 'object' || value === null || seen.has(value)) return false
    seen.add(value)
    const { cause, errors } = value as { readonly cause?: unknown; readonly errors?: unknown }
    if ('cause' in value && inside(cause)) return true
    return Array.isArray(errors) && errors.some(inside)
  }
  return inside(error)
}
