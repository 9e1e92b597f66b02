import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const lock = createLock()

/**
 * Believes that the last line of a function always runs.
 *
 * @fails rejects the click whose call fails, and goes on with the next one
 * @diagnosis the lock was never released
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  const slot = await lock.acquire()
  const { items } = await readBasket(url)
  await writeBasket(url, withItem(items, item))
  await slot[Symbol.asyncDispose]()
}
