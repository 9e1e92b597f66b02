import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Uses the JSON of the argument, which is the same for many different objects.
 *
 * @fails compares arguments by `key`
 * @diagnosis different objects can look the same
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => JSON.stringify(arg) }: SingleFlightOptions<Arg> = {},
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
    return flight.finally(() => flights.delete(id))
  }
}
