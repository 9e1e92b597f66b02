import pMemoize from 'p-memoize'
import { checkFunction, checkKey } from '../../check-options.ts'
import type { Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * With `cache: false`, p-memoize shares calls in flight and keeps nothing. It has no signals.
 *
 * @level task
 */
export function singleFlight<Arg, T>(
  fn: Work<Arg, T>,
  { key = (arg) => arg }: SingleFlightOptions<Arg> = {},
): Shared<Arg, T> {
  checkFunction('fn', fn)
  checkKey(key)
  const work = async (arg: Arg): Promise<T> => fn(arg, { signal: new AbortController().signal })
  const shared = pMemoize(work, { cache: false, cacheKey: ([arg]) => key(arg) })
  return async (arg) => shared(arg)
}
