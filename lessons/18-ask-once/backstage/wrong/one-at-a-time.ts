import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Takes single flight for a lock: only one call at a time, whatever the key.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis Different keys don't wait for each other
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const flights = new Map<unknown, Promise<T>>()
  let last: Promise<unknown> = Promise.resolve()
  return async (arg) => {
    const id = key(arg)
    const known = flights.get(id)
    if (known) return known
    const flight = last.then(() => fn(arg, { signal: new AbortController().signal }))
    last = flight.catch(() => {})
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
