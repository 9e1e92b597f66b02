import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Keeps the calls in an object, which turns its keys into text.
 *
 * @fails compares arguments by `key`
 * @diagnosis object turns its keys into text
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const flights: Record<string, Promise<T>> = {}
  return async (arg) => {
    const id = key(arg) as string
    const known = flights[id]
    if (known) return known
    const flight = Promise.try(fn, arg, { signal: new AbortController().signal })
    flights[id] = flight
    return flight.finally(() => delete flights[id])
  }
}
