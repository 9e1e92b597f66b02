import { createOrderBook } from './order-book.ts'
import { orderRoutes } from './order-routes.ts'
import { productRoutes } from './product-routes.ts'
import { reportRoutes } from './report-routes.ts'
import type { Shop } from './route.ts'
import { searchRoutes } from './search-routes.ts'
import { todoRoutes } from './todo-routes.ts'
import { userRoutes } from './user-routes.ts'
import { vendorRoutes } from './vendor-routes.ts'

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
