import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const lock = createLock()

/**
 * Believes that only writes can collide.
 *
 * @fails adds every item in the order of the clicks, however the answers arrive
 * @diagnosis hold the lock from the read to the end of the write
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  const { items } = await readBasket(url)
  await using _slot = await lock.acquire()
  await writeBasket(url, withItem(items, item))
}
