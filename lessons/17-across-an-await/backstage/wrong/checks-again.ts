import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that a woken call has to look again whether the lock is free.
 *
 * @fails gives the lock to one at a time, first come, first served
 * @diagnosis Once it is woken, the lock is its own
 */
export function createLock(): Lock {
  let isLocked = false
  const waiting: (() => void)[] = []
  return {
    get isLocked() {
      return isLocked
    },
    async acquire() {
      // oxlint-disable-next-line no-unmodified-loop-condition -- the release changes it
      while (isLocked) await new Promise<void>((resolve) => waiting.push(resolve))
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
