import { createOrderBook } from './order-book.ts'
import { orderRoutes } from './orders.ts'
import { productRoutes } from './products.ts'
import { reportRoutes } from './reports.ts'
import type { ShopRoute } from './route.ts'
import { searchRoutes } from './search.ts'
import { todoRoutes } from './todos.ts'
import { userRoutes } from './users.ts'
import { vendorRoutes } from './vendors.ts'

/** What the shop has counted since it was made, or since its last `reset()`. */
export interface ShopCounts {
  /** Orders placed, double orders included. */
  readonly orders: number
  /** Orders placed although the same user had placed one for the same items before. */
  readonly doubleOrders: number
  /** Calls that were given the order of an earlier call with the same `Idempotency-Key`. */
  readonly replays: number
  /** Rows of reports that were made. Stands still once nobody reads. */
  readonly reportRows: number
}

/** The shop's API: its data and what its routes mean. There is no network in it. */
export interface Shop {
  /** All routes, in the order in which a list should show them. */
  readonly routes: readonly ShopRoute[]
  /** Forgets every order that was placed, every idempotency key, and the counts. */
  reset(): void
  /** The counts now. */
  counts(): ShopCounts
}

/**
 * Makes the shop of a seed. The same seed gives the same data, whatever is asked first; a thing is
 * made when it is asked for the first time and then kept: about 1,240 answers of 150 bytes in all.
 *
 * Only orders are state. The shop answers at once, always, and never fails by itself: latency and
 * failures stand in front of it. Runs in Node, in a page and in a worker.
 */
export function createShop(seed: number): Shop {
  const book = createOrderBook(seed)
  let reportRows = 0
  const routes = [
    ...productRoutes(seed),
    ...userRoutes(seed, book),
    ...vendorRoutes(seed),
    ...orderRoutes(book),
    ...searchRoutes(seed),
    ...reportRoutes(seed, () => reportRows++),
    ...todoRoutes(seed),
  ]
  return {
    routes,
    reset() {
      book.reset()
      reportRows = 0
    },
    counts: () => ({ ...book.counts(), reportRows }),
  }
}
