import type { Lock, LockPerKey } from '../../types.ts'
import { createLock } from '../solution.ts'

export { addToBasket, createLock, latest } from '../solution.ts'

/**
 * Believes that a slot is released once.
 *
 * @fails lets different baskets overlap, and leaves no lock behind
 * @diagnosis it must not count twice
 */
export function lockPerKey(): LockPerKey {
  const entries = new Map<unknown, { lock: Lock; users: number }>()
  return {
    get size() {
      return entries.size
    },
    async acquire(key, options = {}) {
      options.signal?.throwIfAborted()
      const entry = entries.get(key) ?? { lock: createLock(), users: 0 }
      entries.set(key, entry)
      entry.users += 1
      const leave = (): void => {
        entry.users -= 1
        if (entry.users === 0) entries.delete(key)
      }
      try {
        const slot = await entry.lock.acquire(options)
        return {
          async [Symbol.asyncDispose]() {
            await slot[Symbol.asyncDispose]()
            leave()
          },
        }
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}
