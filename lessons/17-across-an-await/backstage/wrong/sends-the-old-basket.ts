import { isOutdated, readBasket, withItem, writeBasket } from '../../basket.ts'
import type { Abortable, BasketItem } from '../../types.ts'
import { lockPerKey } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const locks = lockPerKey()

/**
 * Believes that a 412 asks for a new version, not for a new basket.
 *
 * @fails keeps what another tab has written
 * @diagnosis Add to those of the last read
 */
export async function addToBasket(
  url: string,
  item: BasketItem,
  { signal }: Abortable = {},
): Promise<void> {
  await using _slot = await locks.acquire(url, { signal })
  const basket = await readBasket(url, { signal })
  const items = withItem(basket.items, item)
  let { etag } = basket
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeBasket(url, items, { etag, signal })
    } catch (error) {
      if (!isOutdated(error) || attempt === 5) throw error
      ;({ etag } = await readBasket(url, { signal }))
    }
  }
}
