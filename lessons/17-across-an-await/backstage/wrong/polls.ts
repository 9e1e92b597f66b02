import { setTimeout as sleep } from 'node:timers/promises'
import type { Lock } from '../../types.ts'

export { addToBasket, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that you have to look again and again whether the lock is free.
 *
 * @fails gives the lock to one at a time, first come, first served
 * @diagnosis Don't poll
 */
export function createLock(): Lock {
  let isLocked = false
  return {
    get isLocked() {
      return isLocked
    },
    async acquire() {
      // oxlint-disable-next-line no-unmodified-loop-condition -- whoever gives it back changes it
      while (isLocked) await sleep(20)
      isLocked = true
      return {
        async [Symbol.asyncDispose]() {
          isLocked = false
        },
      }
    },
  }
}
