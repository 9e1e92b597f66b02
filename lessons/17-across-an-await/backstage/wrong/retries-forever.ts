import { isOutdated, readBasket, withItem, writeBasket } from '../../basket.ts'
import type { Abortable, BasketItem } from '../../types.ts'
import { lockPerKey } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const locks = lockPerKey()

/**
 * Believes that the next attempt will succeed.
 *
 * @fails keeps what another tab has written
 * @diagnosis retries can go on and on
 */
export async function addToBasket(
  url: string,
  item: BasketItem,
  { signal }: Abortable = {},
): Promise<void> {
  await using _slot = await locks.acquire(url, { signal })
  for (;;) {
    const { items, etag } = await readBasket(url, { signal })
    try {
      return await writeBasket(url, withItem(items, item), { etag, signal })
    } catch (error) {
      if (!isOutdated(error)) throw error
    }
  }
}
