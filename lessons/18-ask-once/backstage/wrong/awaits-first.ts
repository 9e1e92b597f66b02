import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Awaits something between the look into the map and the entry. All who come meanwhile find nothing.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis only after an `await`
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
    await Promise.resolve() // such as a line of a log
    const flight = Promise.try(fn, arg, { signal: new AbortController().signal })
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
