import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Calls `fn` with the key instead of the argument.
 *
 * @fails compares arguments by `key`
 * @diagnosis Pass the argument itself
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
    const flight = Promise.try(fn, id as Arg, { signal: new AbortController().signal })
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
