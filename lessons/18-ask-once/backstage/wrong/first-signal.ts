import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Passes the signal of the first caller to `fn`, so its abort is the end for all.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis Don't pass one caller's signal
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Promise<T>>()
  return async (...given) => {
    const { args, signal = new AbortController().signal } = splitCall<Arguments<Params>>(given)
    signal.throwIfAborted()
    const id = key(...args)
    const known = flights.get(id)
    if (known) return known
    const flight = Promise.try(() => callWith(fn, args, signal))
    flights.set(id, flight)
    return flight.finally(() => flights.delete(id))
  }
}
