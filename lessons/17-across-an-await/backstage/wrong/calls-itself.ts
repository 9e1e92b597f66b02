import { isOutdated, readBasket, withItem, writeBasket } from '../../basket.ts'
import type { Abortable, BasketItem } from '../../types.ts'
import { lockPerKey } from '../solution.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

const locks = lockPerKey()

/**
 * Believes that a function that holds a lock may acquire it again.
 *
 * @fails keeps what another tab has written
 * @diagnosis Read and write again inside the block
 */
export async function addToBasket(
  url: string,
  item: BasketItem,
  { signal }: Abortable = {},
): Promise<void> {
  await using _slot = await locks.acquire(url, { signal })
  const { items, etag } = await readBasket(url, { signal })
  try {
    await writeBasket(url, withItem(items, item), { etag, signal })
  } catch (error) {
    if (!isOutdated(error)) throw error
    await addToBasket(url, item, { signal })
  }
}
