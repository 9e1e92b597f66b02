import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that a lock is free first, and then somebody takes it.
 *
 * @fails gives the lock to one at a time, first come, first served
 * @diagnosis if it is free in between, others can overtake
 */
export function createLock(): Lock {
  let isLocked = false
  const waiting: (() => void)[] = []
  return {
    get isLocked() {
      return isLocked
    },
    async acquire() {
      // oxlint-disable-next-line no-unmodified-loop-condition -- whoever gives it back changes it
      while (isLocked) await new Promise<void>((resolve) => waiting.push(resolve))
      isLocked = true
      let isHeld = true
      return {
        async [Symbol.asyncDispose]() {
          if (!isHeld) return
          isHeld = false
          isLocked = false
          waiting.shift()?.()
        },
      }
    },
  }
}
