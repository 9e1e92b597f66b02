import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

interface Flight<T> {
  readonly promise: Promise<T>
  readonly controller: AbortController
  callers: number
}

/**
 * Believes that `once` removes a listener in any case. It does so when the signal aborts, and most never do.
 *
 * @fails lets each caller abort alone, and aborts the call when all have aborted
 * @diagnosis remove it when the call settles
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
      const mine: Flight<T> = {
        promise: promise.finally(() => {
          if (flights.get(id) === mine) flights.delete(id)
        }),
        controller,
        callers: 0,
      }
      flight = mine
      flights.set(id, flight)
    }
    flight.callers += 1
    if (!signal) return flight.promise
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const leave = (): void => {
      reject(signal.reason)
      flight.callers -= 1
      if (flight.callers > 0) return
      flights.delete(id)
      flight.controller.abort(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    return Promise.race([aborted, flight.promise])
  }
}
