import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Awaits something between the look into the map and the entry. All who come meanwhile find nothing.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis only after an `await`
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Promise<T>>()
  return async (...given) => {
    const { args } = splitCall<Arguments<Params>>(given)
    const id = key(...args)
    const known = flights.get(id)
    if (known) return known
    await Promise.resolve() // such as a line of a log
    const flight = Promise.try(() => callWith(fn, args, new AbortController().signal))
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
