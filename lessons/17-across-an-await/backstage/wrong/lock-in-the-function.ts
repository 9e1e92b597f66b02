import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

/**
 * Believes that any lock helps, even if no other call uses it.
 *
 * @fails adds every item in the order of the clicks, however the answers arrive
 * @diagnosis under a lock that all calls share
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  await using _slot = await createLock().acquire()
  const { items } = await readBasket(url)
  await writeBasket(url, withItem(items, item))
}
