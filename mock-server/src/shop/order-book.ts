import { BoundedMap } from '../common/bounded-map.ts'
import { TODAY, type ShopData } from './shop-data.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { NewOrder, Order } from './types.ts'

/** How much the book keeps. When it is full, it forgets the oldest. */
export const ORDER_LIMITS = {
  /** New orders that `GET /orders/:id` can find. */
  orders: 10_000,
  /** Idempotency keys, and orders that a new order is compared with. */
  keys: 10_000,
  /** New orders that `GET /users/:id/orders` lists. */
  perUser: 100,
} as const

/** The result of placing an order. */
interface Placement {
  /** `key-taken`: the key belongs to a different order, `order`. Nothing was placed. */
  readonly kind: 'placed' | 'replayed' | 'key-taken'
  readonly order: Order
}

/** The orders of a shop: past orders from its data, and new orders. */
export interface OrderBook {
  /** Places an order. If its key was used for an equal order before, gives that order back. */
  place(order: NewOrder, key: string | null): Placement
  /** An order by its id. `undefined` if it doesn't exist or was forgotten. */
  find(id: number): Order | undefined
  /** The orders of a user, newest first. */
  ofUser(userId: number): readonly Order[]
  /** Forgets all new orders, the keys and the counts. */
  reset(): void
  /** The counts since the last reset: see `ShopCounts`. */
  counts(): { orders: number; doubleOrders: number; replays: number }
}

/** Makes the order book of a shop. Every operation is synchronous, so no call sees half of one. */
export function createOrderBook(data: ShopData): OrderBook {
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
      ...data.withPrices(newOrder),
      status: 'placed',
      placedOn: TODAY,
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
    find: (id) => (id <= SHOP_SIZES.pastOrders ? data.pastOrder(id) : byId.get(id)),
    ofUser: (userId) => [...(byUser.get(userId) ?? []), ...data.pastOrdersOf(userId)],
    reset() {
      for (const memory of [byId, byKey, firstByContent, byUser]) memory.clear()
      counts = { orders: 0, doubleOrders: 0, replays: 0 }
    },
    counts: () => ({ ...counts }),
  }
}

/** A text that is equal for equal users and items, in whatever order the items come. */
function contentOf({ userId, items }: NewOrder): string {
  const lines = items.map(({ productId, quantity }) => `${productId}x${quantity}`)
  return `${userId}: ${lines.toSorted().join(' ')}`
}
