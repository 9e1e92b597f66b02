import { defineRoute } from './define-route.ts'
import { json, remember, sendJson } from './json.ts'
import { pageOf } from './paging.ts'
import { idOf, queryOf } from './params.ts'
import { priceOf } from './price.ts'
import { allProducts, productOf } from './product.ts'
import { reviewsOf } from './review.ts'
import type { ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import { stockOf } from './stock.ts'
import type { Product, ProductPage } from './types.ts'

/** `/products` and what hangs below a product. */
export function productRoutes(seed: number): readonly ShopRoute[] {
  let products: readonly Product[] | undefined
  const list = defineRoute({
    method: 'GET',
    pattern: '/products',
    describe: 'Products by id, in pages: ?cursor, ?limit (1 to 100, else 20)',
    reply: (call) => {
      const place = { list: `products of ${seed}`, defaultLimit: 20 }
      products ??= allProducts(seed)
      const page: ProductPage = pageOf(products, queryOf(call), place)
      return json(page, call.request)
    },
  })
  return [
    list,
    ofProduct('/products/:id', 'A product: its name, category, description', productOf),
    ofProduct('/products/:id/price', 'What it costs', priceOf),
    ofProduct('/products/:id/stock', 'How many there are, and where', stockOf),
    ofProduct('/products/:id/reviews', 'What people say of it', reviewsOf),
  ]

  function ofProduct(
    pattern: string,
    describe: string,
    make: (seed: number, id: number) => unknown,
  ): ShopRoute {
    const answerOf = remember((id: number) => make(seed, id))
    return defineRoute({
      method: 'GET',
      pattern,
      describe,
      reply: (call) => sendJson(answerOf(idOf(call, 'product', SHOP_SIZES.products)), call.request),
    })
  }
}
