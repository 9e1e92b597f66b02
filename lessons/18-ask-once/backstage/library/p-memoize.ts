import pMemoize from 'p-memoize'
import { argumentsKey, callWith, splitCall } from '../../call.ts'
import { checkFunction } from '../../check-options.ts'
import type { Arguments, Shared, SingleFlightOptions, Work } from '../../types.ts'

export { batched, cached } from '../solution.ts'

/**
 * With `cache: false`, p-memoize shares calls in flight and keeps nothing. It has no signals.
 *
 * @level task
 */
export function singleFlight<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  { key = argumentsKey }: SingleFlightOptions<Arguments<Params>> = {},
): Shared<Arguments<Params>, T> {
  checkFunction('fn', fn)
  checkFunction('key', key)
  const { signal } = new AbortController()
  const work = async (...args: Arguments<Params>): Promise<T> => callWith(fn, args, signal)
  const shared = pMemoize(work, {
    cache: false,
    cacheKey: (args) => key(...(args as readonly unknown[] as Arguments<Params>)),
  })
  return async (...given) => shared(...splitCall<Arguments<Params>>(given).args)
}
