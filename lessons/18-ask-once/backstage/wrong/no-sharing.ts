import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * Believes that each caller needs a call of its own.
 *
 * @fails makes one call for all callers with the same key
 * @diagnosis can be awaited by many callers
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  return async (arg) => fn(arg, { signal: new AbortController().signal })
}
