import { checkFunction } from '../../check-function.ts'
import type { Latest, Work } from '../../types.ts'

export { addToBasket, createLock, lockPerKey } from '../solution.ts'

/**
 * Believes that `fn` always returns a promise.
 *
 * @fails lets only the newest call count, and aborts the older ones
 * @diagnosis one of your own promises rejected
 */
export function latest<Arg, T>(fn: Work<Arg, T>): Latest<Arg, T> {
  checkFunction(fn)
  let newest: AbortController | undefined
  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    newest?.abort(new DOMException('A newer call has replaced this one', 'AbortError'))
    const mine = new AbortController()
    newest = mine
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const both = signal ? AbortSignal.any([signal, mine.signal]) : mine.signal
    both.addEventListener('abort', () => reject(both.reason))
    try {
      // If `fn` throws here, nothing handles a rejection of `aborted`.
      return await Promise.race([fn(arg, { signal: both }), aborted])
    } finally {
      if (newest === mine) newest = undefined
    }
  }
}
