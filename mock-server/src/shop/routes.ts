import { basketRoutes } from './basket.ts'
import { orderRoutes } from './orders.ts'
import { productRoutes } from './products.ts'
import { reportRoutes } from './reports.ts'
import type { ShopRoute } from './route.ts'
import { createRouter, type Router } from './router.ts'
import { searchRoutes } from './search.ts'
import { todoRoutes } from './todos.ts'
import { userRoutes } from './users.ts'
import { vendorRoutes } from './vendors.ts'

/** All routes of the shop's API, in the order in which a list shows them. */
export const shopRoutes: readonly ShopRoute[] = [
  ...productRoutes,
  ...userRoutes,
  ...basketRoutes,
  ...vendorRoutes,
  ...orderRoutes,
  ...searchRoutes,
  ...reportRoutes,
  ...todoRoutes,
]

/** Finds the shop's route for a path. */
export const shopRouter: Router = createRouter(shopRoutes)
