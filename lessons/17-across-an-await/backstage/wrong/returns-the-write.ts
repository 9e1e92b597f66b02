import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'
import { createLock } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const lock = createLock()

/**
 * Believes that `return` waits for the write before the block ends.
 *
 * @fails adds every item in the order of the clicks, however the answers arrive
 * @diagnosis The next call read the basket while the write
 */
export async function addToBasket(url: string, item: BasketItem): Promise<void> {
  await using _slot = await lock.acquire()
  const { items } = await readBasket(url)
  // oxlint-disable-next-line typescript/return-await -- the mistake
  return writeBasket(url, withItem(items, item))
}
