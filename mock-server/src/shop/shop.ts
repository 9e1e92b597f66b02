import { BoundedMap } from '../common/bounded-map.ts'
import { createBaskets, type Baskets } from './baskets.ts'
import { createOrderBook, type OrderBook } from './order-book.ts'
import { ShopData } from './shop-data.ts'

/** What a shop has counted since it was made or reset. */
export interface ShopCounts {
  /** Orders placed, including double orders. */
  readonly orders: number
  /** Orders by the same user for the same items as an earlier order. */
  readonly doubleOrders: number
  /** Calls that got the order of an earlier call with the same `Idempotency-Key`. */
  readonly replays: number
  /** Report rows that were made. It stops growing when no client reads. */
  readonly reportRows: number
}

/** A shop: its data, its orders, its baskets and its counts. The routes read and change it. */
export interface Shop {
  /** What comes from the seed. */
  readonly data: ShopData
  /** All orders, past and new. */
  readonly orders: OrderBook
  /** The users' baskets. */
  readonly baskets: Baskets
  /** See {@link ShopCounts.reportRows}. */
  reportRows: number
  /** Forgets all new orders, the idempotency keys, the baskets and the counts. */
  reset(): void
  /** The counts now: a copy. */
  counts(): ShopCounts
}

/**
 * Makes the shop of a seed. The same seed always gives the same data, whatever you read first.
 *
 * A shop replies immediately and never fails: latency and failures come from the network in front of
 * it. It runs in Node, in a page and in a worker.
 *
 * @param data By default, the data that other shops of this seed have.
 */
export function createShop(seed: number, data: ShopData = dataOf(seed)): Shop {
  const orders = createOrderBook(data)
  const baskets = createBaskets()
  return {
    data,
    orders,
    baskets,
    reportRows: 0,
    reset() {
      orders.reset()
      baskets.reset()
      this.reportRows = 0
    },
    counts() {
      return { ...orders.counts(), reportRows: this.reportRows }
    },
  }
}

/** Shops share it, because it never changes. A check runs hundreds of simulations, and most of them have the same seed. */
const keptData = new BoundedMap<number, ShopData>(8)

function dataOf(seed: number): ShopData {
  const kept = keptData.get(seed)
  if (kept !== undefined) return kept
  const data = new ShopData(seed)
  keptData.set(seed, data)
  return data
}
