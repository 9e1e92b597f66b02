import { callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Uses the JSON of the arguments, which is the same for many different objects.
 *
 * @fails compares all arguments, or the result of `key`
 * @diagnosis different objects can look the same
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = (...args) => JSON.stringify(args) }: SingleFlightOptions<Arguments<Params>> = {},
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
