import { Mutex } from 'async-mutex'
import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem, Lock } from '../../types.ts'

export { latest, lockPerKey } from '../solution.ts'

/**
 * The lock of async-mutex, made to fit. It has no signal.
 *
 * @level task
 */
export function createLock(): Lock {
  const mutex = new Mutex()
  return {
    get isLocked() {
      return mutex.isLocked()
    },
    async acquire() {
      const release = await mutex.acquire()
      return { [Symbol.asyncDispose]: () => Promise.resolve(release()) }
    },
  }
}

const mutex = new Mutex()

/** Adds an item to a basket, one call after another. */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  await mutex.runExclusive(async () => {
    const { items } = await readBasket(url)
    await writeBasket(url, withItem(items, item))
  })
}
