import { checkFunction } from '../../check-function.ts'
import type { Latest, Work } from '../../types.ts'

export { addToBasket, createLock, lockPerKey } from '../solution.ts'

/**
 * Believes that every newer call replaces the older one, even if its signal has already aborted.
 *
 * @fails lets only the newest call count, and aborts the older ones
 * @diagnosis with a signal that had already aborted, and your code stopped the call made at 0 ms for it
 */
export function latest<Arg, T>(fn: Work<Arg, T>): Latest<Arg, T> {
  checkFunction(fn)
  let newest: AbortController | undefined
  return async (arg, { signal } = {}) => {
    newest?.abort(new DOMException('A newer call has replaced this one', 'AbortError'))
    newest = undefined
    signal?.throwIfAborted()
    const mine = new AbortController()
    newest = mine
    const { promise, reject } = Promise.withResolvers<never>()
    const both = signal ? AbortSignal.any([signal, mine.signal]) : mine.signal
    both.addEventListener('abort', () => reject(both.reason))
    try {
      return await Promise.race([promise, Promise.try(fn, arg, { signal: both })])
    } finally {
      if (newest === mine) newest = undefined
    }
  }
}
