import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Removes the promise after a success only, so an error stays.
 *
 * @fails gives everyone the error, and keeps nothing after the call
 * @diagnosis If you keep a rejected promise
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
    const flight = Promise.try(() => callWith(fn, args, new AbortController().signal))
    flights.set(id, flight)
    const value = await flight
    flights.delete(id)
    return value
  }
}
