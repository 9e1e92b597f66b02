import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that nothing runs between waking a call and its next line.
 *
 * @fails gives the lock to one at a time, first come, first served
 * @diagnosis so keep the lock taken when you pass it on
 */
export function createLock(): Lock {
  let isLocked = false
  const waiting: (() => void)[] = []
  return {
    get isLocked() {
      return isLocked
    },
    async acquire() {
      if (isLocked) await new Promise<void>((resolve) => waiting.push(resolve))
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
