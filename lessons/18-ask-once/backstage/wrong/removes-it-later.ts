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
 * Removes an aborted call in `finally`, a few microtasks after the abort.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis It joined the aborted call
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const flights = new Map<unknown, Flight<T>>()
  return async (...given) => {
    const { args, signal } = splitCall<Arguments<Params>>(given)
    signal?.throwIfAborted()
    const id = key(...args)
    let flight = flights.get(id)
    if (!flight) {
      const controller = new AbortController()
      const call = async (): Promise<T> => callWith(fn, args, controller.signal)
      const { promise, resolve } = Promise.withResolvers<T>()
      flight = { promise, controller, callers: 0 }
      flights.set(id, flight)
      resolve(call().finally(() => forget(flight)))
    }
    flight.callers += 1
    if (!signal) return flight.promise
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const leave = (): void => {
      reject(signal.reason)
      flight.callers -= 1
      if (flight.callers === 0) flight.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', leave)
    if (signal.aborted) leave()
    try {
      return await Promise.race([aborted, flight.promise])
    } finally {
      signal.removeEventListener('abort', leave)
      if (flight.callers === 0) forget(flight)
    }

    function forget(one: Flight<T> | undefined): void {
      if (flights.get(id) === one) flights.delete(id)
    }
  }
}
