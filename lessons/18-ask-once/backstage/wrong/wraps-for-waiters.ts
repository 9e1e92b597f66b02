import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Gives those who waited an error of its own.
 *
 * @fails gives everyone the error, and keeps nothing after the call
 * @diagnosis gets the error itself
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
    if (known) {
      return known.catch((cause: unknown) => {
        throw new Error('the shared call failed', { cause })
      })
    }
    const flight = Promise.try(fn, arg, { signal: new AbortController().signal })
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
