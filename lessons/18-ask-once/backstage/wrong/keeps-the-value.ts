import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Stores what the call returned, which others can find only after the call.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis You do keep the value
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const values = new Map<unknown, T>()
  return async (...given) => {
    const { args } = splitCall<Arguments<Params>>(given)
    const id = key(...args)
    const known = values.get(id)
    if (known !== undefined) return known
    const value = await callWith(fn, args, new AbortController().signal)
    values.set(id, value)
    return value
  }
}
