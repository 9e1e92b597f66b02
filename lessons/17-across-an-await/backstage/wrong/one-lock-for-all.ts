import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const lock = createLock()

/**
 * Believes that a lock costs nothing.
 *
 * @fails lets different baskets overlap, and leaves no lock behind
 * @diagnosis one lock makes everybody wait for everybody
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  await using _slot = await lock.acquire()
  const { items } = await readBasket(url)
  await writeBasket(url, withItem(items, item))
}
