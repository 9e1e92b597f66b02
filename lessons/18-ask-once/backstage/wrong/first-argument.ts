import { callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Takes the first argument for the key, as lodash's `memoize` and p-memoize do.
 *
 * @fails compares all arguments, or the result of `key`
 * @diagnosis All arguments are the key
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = (...args) => args[0] }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Promise<T>>()
  return async (...given) => {
    const { args } = splitCall<Arguments<Params>>(given)
    const id = key(...args)
    const known = flights.get(id)
    if (known) return known
    const flight = Promise.try(() => callWith(fn, args, new AbortController().signal))
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
