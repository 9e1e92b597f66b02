import type { Lock, LockPerKey } from '../../types.ts'
import { createLock } from '../solution.ts'

export { addToBasket, createLock, latest } from '../solution.ts'

const locks = new Map<unknown, Lock>()

/**
 * Believes that there is only one set of keys in a program.
 *
 * @fails lets different baskets overlap, and leaves no lock behind
 * @diagnosis Create the `Map` inside `lockPerKey`
 */
export function lockPerKey(): LockPerKey {
  return {
    get size() {
      return locks.size
    },
    async acquire(key, options = {}) {
      options.signal?.throwIfAborted()
      const lock = locks.get(key) ?? createLock()
      locks.set(key, lock)
      const slot = await lock.acquire(options)
      return {
        async [Symbol.asyncDispose]() {
          await slot[Symbol.asyncDispose]()
          if (!lock.isLocked && locks.get(key) === lock) locks.delete(key)
        },
      }
    },
  }
}
