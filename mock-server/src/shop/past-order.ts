import { dateOf, SHOP_DAY } from './calendar.ts'
import { createDice } from './dice.ts'
import { priceOf } from './price.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { NewOrder, Order, OrderItem } from './types.ts'

const STATUSES = ['packed', 'shipped', 'delivered', 'delivered'] as const

/** Past order `id` of the shop of this seed. */
export function pastOrderOf(seed: number, id: number): Order {
  const dice = createDice(seed, 'order', id)
  const products = dice.some(dice.between(1, 4), idsTo(SHOP_SIZES.products))
  const order: NewOrder = {
    userId: ownerOf(seed, id),
    items: products.map((productId) => ({ productId, quantity: dice.between(1, 3) })),
  }
  const daysAgo = (SHOP_SIZES.pastOrders + 1 - id) * 5 - dice.between(0, 4)
  return {
    id,
    ...priced(seed, order),
    status: dice.pick(STATUSES),
    placedOn: dateOf(SHOP_DAY - daysAgo),
  }
}

/** The past orders of a user, the latest first. Some users have none. */
export function pastOrdersOf(seed: number, userId: number): readonly Order[] {
  return idsTo(SHOP_SIZES.pastOrders)
    .filter((id) => ownerOf(seed, id) === userId)
    .map((id) => pastOrderOf(seed, id))
    .toReversed()
}

/** An order with the prices that its items have in this shop. */
export function priced(
  seed: number,
  { userId, items }: NewOrder,
): Pick<Order, 'userId' | 'items' | 'totalCents' | 'currency'> {
  const pricedItems = items.map(({ productId, quantity }): OrderItem => {
    return { productId, quantity, unitCents: priceOf(seed, productId).amountCents }
  })
  const totalCents = pricedItems.reduce((sum, item) => sum + item.quantity * item.unitCents, 0)
  return { userId, items: pricedItems, totalCents, currency: 'EUR' }
}

function ownerOf(seed: number, id: number): number {
  return createDice(seed, 'order owner', id).between(1, SHOP_SIZES.users)
}
