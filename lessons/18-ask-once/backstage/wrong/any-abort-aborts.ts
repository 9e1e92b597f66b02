import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  callers: number
}

/**
 * Believes that the call ends with the first caller who aborts.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis abort only when the last of them
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const flights = new Map<unknown, Flight<T>>()
  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    const id = key(arg)
    let flight = flights.get(id)
    if (!flight) {
      const controller = new AbortController()
      const promise = (async () => fn(arg, { signal: controller.signal }))()
      flight = { promise: promise.finally(() => flights.delete(id)), controller, callers: 0 }
      flights.set(id, flight)
    }
    flight.callers += 1
    if (!signal) return flight.promise
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const leave = (): void => {
      reject(signal.reason)
      flights.delete(id)
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
