import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that a promise that has rejected is no longer in the queue.
 *
 * @fails leaves the queue when the signal aborts
 * @diagnosis Remove an aborted call from the queue
 */
export function createLock(): Lock {
  let isLocked = false
  const waiting: (() => void)[] = []
  return {
    get isLocked() {
      return isLocked
    },
    async acquire({ signal } = {}) {
      signal?.throwIfAborted()
      if (isLocked) {
        const { promise, resolve, reject } = Promise.withResolvers<void>()
        const onAbort = (): void => reject(signal?.reason)
        signal?.addEventListener('abort', onAbort)
        waiting.push(resolve)
        await promise.finally(() => signal?.removeEventListener('abort', onAbort))
      }
      isLocked = true
      let isHeld = true
      return {
        async [Symbol.asyncDispose]() {
          if (!isHeld) return
          isHeld = false
          const next = waiting.shift()
          if (next) next()
          else isLocked = false
        },
      }
    },
  }
}
