import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Takes single flight for a lock: only one call at a time, whatever the key.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis Different keys don't wait for each other
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Promise<T>>()
  let last: Promise<unknown> = Promise.resolve()
  return async (...given) => {
    const { args } = splitCall<Arguments<Params>>(given)
    const id = key(...args)
    const known = flights.get(id)
    if (known) return known
    const flight = last.then(() => callWith(fn, args, new AbortController().signal))
    last = flight.catch(() => {})
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
