import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem, Slot } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const lock = createLock()

/**
 * Believes that `await using` awaits its value.
 *
 * @fails adds every item in the order of the clicks, however the answers arrive
 * @diagnosis got a value that it can't dispose of
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  // Types would refuse a promise here.
  await using _slot = lock.acquire() as unknown as Slot
  const { items } = await readBasket(url)
  await writeBasket(url, withItem(items, item))
}
