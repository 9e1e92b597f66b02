import { readBasket, withItem, writeBasket } from '../../basket.ts'
import type { BasketItem } from '../../types.ts'

export { createLock, latest, lockPerKey } from '../solution.ts'

let last: Promise<void> = Promise.resolve()

/**
 * Believes that a chain of promises goes on after an error.
 *
 * @fails rejects the click whose call fails, and goes on with the next one
 * @diagnosis `then` skips its callback if the promise before it rejected
 */
export function addToBasket(url: string, item: BasketItem): Promise<void> {
  last = last.then(async () => {
    const { items } = await readBasket(url)
    await writeBasket(url, withItem(items, item))
  })
  return last
}
