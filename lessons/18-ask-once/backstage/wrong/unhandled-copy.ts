import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Forgets that `finally` returns a promise of its own, which rejects as well.
 *
 * @fails gives everyone the error, and keeps nothing after the call
 * @diagnosis Nothing handled the rejection
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
    void flight.finally(() => flights.delete(id))
    return flight
  }
}
