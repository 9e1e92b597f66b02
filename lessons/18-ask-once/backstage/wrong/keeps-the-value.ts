import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Stores what the call returned, which others can find only after the call.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis You do keep the value
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const values = new Map<unknown, T>()
  return async (arg) => {
    const id = key(arg)
    const known = values.get(id)
    if (known !== undefined) return known
    const value = await fn(arg, { signal: new AbortController().signal })
    values.set(id, value)
    return value
  }
}
