import { defineRoute } from './define-route.ts'
import { json, remember, sendJson } from './json.ts'
import type { OrderBook } from './order-book.ts'
import { idOf } from './params.ts'
import { recommendationsOf } from './recommendation.ts'
import type { ShopCall, ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import { userOf } from './user.ts'

/** `/users/:id` and what hangs below a user. */
export function userRoutes(seed: number, book: OrderBook): readonly ShopRoute[] {
  const user = remember((id: number) => userOf(seed, id))
  const recommendations = remember((id: number) => recommendationsOf(seed, id))
  const idOfUser = (call: ShopCall) => idOf(call, 'user', SHOP_SIZES.users)
  return [
    defineRoute({
      method: 'GET',
      pattern: '/users/:id',
      describe: 'A user: name, e-mail address, city',
      reply: (call) => sendJson(user(idOfUser(call)), call.request),
    }),
    defineRoute({
      method: 'GET',
      pattern: '/users/:id/orders',
      describe: 'What they ordered, the latest first; double orders are seen here',
      reply: (call) => json(book.ofUser(idOfUser(call)), call.request),
    }),
    defineRoute({
      method: 'GET',
      pattern: '/users/:id/recommendations',
      describe: 'Five products that they may like, best first',
      reply: (call) => sendJson(recommendations(idOfUser(call)), call.request),
    }),
  ]
}
