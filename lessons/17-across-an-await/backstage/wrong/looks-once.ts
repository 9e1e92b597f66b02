import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that the lock is still free after the `await`.
 *
 * @fails gives the lock to one at a time, first come, first served
 * @diagnosis Wake only the one that has waited longest
 */
export function createLock(): Lock {
  let held: Promise<void> | undefined
  return {
    get isLocked() {
      return held !== undefined
    },
    async acquire() {
      if (held) await held
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return {
        async [Symbol.asyncDispose]() {
          held = undefined
          resolve()
        },
      }
    },
  }
}
