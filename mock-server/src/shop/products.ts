import { pageOf } from './paging.ts'
import { fixedJson, json } from './reply.ts'
import { idOf, queryOf, type ShopCall, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { ProductPage } from './types.ts'

const productId = (call: ShopCall): number => idOf(call, 'product', SHOP_SIZES.products)

/** `/products` and everything below it. */
export const productRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/products',
    describe: 'Products by id, in pages: ?cursor, ?limit (1 to 100, else 20)',
    reply: ({ data }, call) => {
      const place = { list: `products of ${data.seed}`, defaultLimit: 20 }
      const page: ProductPage = pageOf(data.products(), queryOf(call), place)
      return json(page, call.request)
    },
  },
  {
    method: 'GET',
    pattern: '/products/:id',
    describe: 'A product: its name, category, description',
    reply: ({ data }, call) => fixedJson(data.product(productId(call)), call.request),
  },
  {
    method: 'GET',
    pattern: '/products/:id/price',
    describe: 'What it costs',
    reply: ({ data }, call) => fixedJson(data.price(productId(call)), call.request),
  },
  {
    method: 'GET',
    pattern: '/products/:id/stock',
    describe: 'How many there are, and where',
    reply: ({ data }, call) => fixedJson(data.stock(productId(call)), call.request),
  },
  {
    method: 'GET',
    pattern: '/products/:id/reviews',
    describe: 'What people say of it',
    reply: ({ data }, call) => fixedJson(data.reviews(productId(call)), call.request),
  },
]
