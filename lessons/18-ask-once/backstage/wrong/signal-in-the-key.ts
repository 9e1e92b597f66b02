import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  callers: number
}

/**
 * Computes the key from all that the caller passed, the signal included.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis whether they pass a signal or not
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Flight<T>>()
  const forget = (id: unknown, flight?: Flight<T>): void => {
    if (flights.get(id) === flight) flights.delete(id)
  }
  return async (...given) => {
    const { args, signal } = splitCall<Arguments<Params>>(given)
    signal?.throwIfAborted()
    const id = key(...(given as unknown as Arguments<Params>))
    let flight = flights.get(id)
    if (!flight) {
      const controller = new AbortController()
      const promise = (async () => callWith(fn, args, controller.signal))()
      flight = { promise: promise.finally(() => forget(id, flight)), controller, callers: 0 }
      flights.set(id, flight)
    }
    flight.callers += 1
    if (!signal) return flight.promise
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const leave = (): void => {
      reject(signal.reason)
      flight.callers -= 1
      if (flight.callers > 0) return
      forget(id, flight)
      flight.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
    try {
      return await Promise.race([aborted, flight.promise])
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }
}
