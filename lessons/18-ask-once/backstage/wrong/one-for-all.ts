import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Keeps one promise, whatever the argument is.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis Different keys don't share a call
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  let flight: Promise<T> | undefined
  return async (arg) => {
    flight ??= Promise.try(fn, arg, { signal: new AbortController().signal }).finally(() => {
      flight = undefined
    })
    return flight
  }
}
