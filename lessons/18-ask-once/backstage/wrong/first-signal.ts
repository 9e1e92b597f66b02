import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Passes the signal of the first caller to `fn`, so its abort is the end for all.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis Don't pass one caller's signal
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const flights = new Map<unknown, Promise<T>>()
  return async (arg, { signal = new AbortController().signal } = {}) => {
    signal.throwIfAborted()
    const id = key(arg)
    const known = flights.get(id)
    if (known) return known
    const flight = Promise.try(fn, arg, { signal })
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
