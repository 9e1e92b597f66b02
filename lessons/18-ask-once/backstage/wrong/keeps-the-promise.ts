import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Memoizes: keeps the promise forever.
 *
 * @fails gives everyone the error, and keeps nothing after the call
 * @diagnosis isn't a cache
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const flights = new Map<unknown, Promise<T>>()
  return async (arg) => {
    const id = key(arg)
    const flight = flights.get(id) ?? Promise.try(fn, arg, { signal: new AbortController().signal })
    flights.set(id, flight)
    return flight
  }
}
