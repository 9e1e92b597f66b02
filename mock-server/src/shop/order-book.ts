import { BoundedMap } from '../common/bounded-map.ts'
import { dateOf, SHOP_DAY } from './calendar.ts'
import { createDice } from './dice.ts'
import { priceOf } from './products.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { NewOrder, Order, OrderItem } from './types.ts'

const STATUSES = ['packed', 'shipped', 'delivered', 'delivered'] as const

/** Past order `id` of the shop of this seed. */
function pastOrderOf(seed: number, id: number): Order {
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
function pastOrdersOf(seed: number, userId: number): readonly Order[] {
  return idsTo(SHOP_SIZES.pastOrders)
    .filter((id) => ownerOf(seed, id) === userId)
    .map((id) => pastOrderOf(seed, id))
    .toReversed()
}

/** An order with the prices that its items have in this shop. */
function priced(
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

/** How many new orders, keys and users' orders are kept: the latest ones. */
export const ORDER_LIMITS = {
  /** New orders that `GET /orders/:id` still knows. */
  orders: 10_000,
  /** Keys, and orders that a new one is compared with. */
  keys: 10_000,
  /** New orders that `GET /users/:id/orders` lists. */
  perUser: 100,
} as const

/** What became of a new order. */
interface Placement {
  /** `key-taken`: the key belongs to another order, `order`, and nothing was placed. */
  readonly kind: 'placed' | 'replayed' | 'key-taken'
  readonly order: Order
}

/** The orders of a shop: the past ones from the seed, and the new ones. */
export interface OrderBook {
  place(order: NewOrder, key: string | null): Placement
  find(id: number): Order | undefined
  ofUser(userId: number): readonly Order[]
  reset(): void
  counts(): { orders: number; doubleOrders: number; replays: number }
}

/** A book with the past orders in it. Everything it does is done at once: nobody sees half of it. */
export function createOrderBook(seed: number): OrderBook {
  const byId = new BoundedMap<number, Order>(ORDER_LIMITS.orders)
  const byKey = new BoundedMap<string, { content: string; order: Order }>(ORDER_LIMITS.keys)
  const firstByContent = new BoundedMap<string, number>(ORDER_LIMITS.keys)
  const byUser = new Map<number, readonly Order[]>()
  let counts = { orders: 0, doubleOrders: 0, replays: 0 }

  function enter(newOrder: NewOrder, content: string): Order {
    const duplicateOf = firstByContent.get(content)
    counts.orders++
    if (duplicateOf !== undefined) counts.doubleOrders++
    const order: Order = {
      id: SHOP_SIZES.pastOrders + counts.orders,
      ...priced(seed, newOrder),
      status: 'placed',
      placedOn: dateOf(SHOP_DAY),
      ...(duplicateOf === undefined ? {} : { duplicateOf }),
    }
    if (duplicateOf === undefined) firstByContent.set(content, order.id)
    byId.set(order.id, order)
    const others = byUser.get(order.userId) ?? []
    byUser.set(order.userId, [order, ...others].slice(0, ORDER_LIMITS.perUser))
    return order
  }

  return {
    place(newOrder, key) {
      const content = contentOf(newOrder)
      const earlier = key === null ? undefined : byKey.get(key)
      if (earlier) {
        if (earlier.content !== content) return { kind: 'key-taken', order: earlier.order }
        counts.replays++
        return { kind: 'replayed', order: earlier.order }
      }
      const order = enter(newOrder, content)
      if (key !== null) byKey.set(key, { content, order })
      return { kind: 'placed', order }
    },
    find: (id) => (id <= SHOP_SIZES.pastOrders ? pastOrderOf(seed, id) : byId.get(id)),
    ofUser: (userId) => [...(byUser.get(userId) ?? []), ...pastOrdersOf(seed, userId)],
    reset() {
      for (const memory of [byId, byKey, firstByContent, byUser]) memory.clear()
      counts = { orders: 0, doubleOrders: 0, replays: 0 }
    },
    counts: () => ({ ...counts }),
  }
}

/** The same text for the same user and the same items, in whatever order the items stand. */
function contentOf({ userId, items }: NewOrder): string {
  const lines = items.map(({ productId, quantity }) => `${productId}x${quantity}`)
  return `${userId}: ${lines.toSorted().join(' ')}`
}
