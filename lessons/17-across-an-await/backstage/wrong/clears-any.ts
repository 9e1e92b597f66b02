import { checkFunction } from '../../check-function.ts'
import type { Latest, Work } from '../../types.ts'

export { addToBasket, createLock, lockPerKey } from '../solution.ts'

/**
 * Believes that the call that settles is the newest one.
 *
 * @fails lets only the newest call count, and aborts the older ones
 * @diagnosis forget it only if it is still the newest
 */
export function latest<Arg, T>(fn: Work<Arg, T>): Latest<Arg, T> {
  checkFunction(fn)
  let newest: AbortController | undefined
  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    newest?.abort(new DOMException('A newer call has replaced this one', 'AbortError'))
    newest = new AbortController()
    const both = signal ? AbortSignal.any([signal, newest.signal]) : newest.signal
    const { promise, reject } = Promise.withResolvers<never>()
    both.addEventListener('abort', () => reject(both.reason))
    try {
      return await Promise.race([promise, Promise.try(fn, arg, { signal: both })])
    } finally {
      newest = undefined
    }
  }
}
