import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Removes the promise after a success only, so an error stays.
 *
 * @fails gives everyone the error, and keeps nothing after the call
 * @diagnosis A rejected promise that you keep
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
    const known = flights.get(id)
    if (known) return known
    const flight = Promise.try(fn, arg, { signal: new AbortController().signal })
    flights.set(id, flight)
    const value = await flight
    flights.delete(id)
    return value
  }
}
