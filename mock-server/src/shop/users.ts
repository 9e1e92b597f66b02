import { fixedJson, json } from './reply.ts'
import { idOf, type ShopCall, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'

const userId = (call: ShopCall): number => idOf(call, 'user', SHOP_SIZES.users)

/** `/users/:id` and everything below it. */
export const userRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/users/:id',
    describe: 'A user: name, e-mail address, city',
    reply: ({ data }, call) => fixedJson(data.user(userId(call)), call.request),
  },
  {
    method: 'GET',
    pattern: '/users/:id/orders',
    describe: 'What they ordered, the latest first; double orders are seen here',
    reply: ({ orders }, call) => json(orders.ofUser(userId(call)), call.request),
  },
  {
    method: 'GET',
    pattern: '/users/:id/recommendations',
    describe: 'Five products that they may like, best first',
    reply: ({ data }, call) => fixedJson(data.recommendations(userId(call)), call.request),
  },
]
