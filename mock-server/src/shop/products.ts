import { createDice } from './dice.ts'
import { pageOf } from './paging.ts'
import { json, remember, sendJson } from './reply.ts'
import { defineRoute, idOf, queryOf, type ShopRoute } from './route.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { Price, Product, ProductPage, Review, Stock } from './types.ts'
import { CITIES } from './words/people-words.ts'
import { ADJECTIVES, CATEGORIES, OPENINGS } from './words/product-words.ts'
import { REMARKS, VERDICTS } from './words/prose-words.ts'

const KINDS = CATEGORIES.flatMap((category) =>
  category.things.map((thing) => ({ category, thing })),
)
/** Has no divisor in common with the number of kinds, so that steps of it reach every kind. */
const STEP = 17

/** Product `id` of the shop of this seed. No two products of a shop have the same name. */
export function productOf(seed: number, id: number): Product {
  const start = createDice(seed, 'shelves').between(0, KINDS.length - 1)
  const { category, thing } = KINDS[(start + id * STEP) % KINDS.length]!
  const half = id <= SHOP_SIZES.products / 2 ? 0 : 1
  const dice = createDice(seed, 'product', id)
  return {
    id,
    name: `${dice.pick(ADJECTIVES[half])} ${dice.pick(category.materials)} ${thing}`,
    category: category.name,
    description: `${dice.pick(OPENINGS)} ${dice.pick(category.promises)}`,
    weightGrams: dice.between(4, 300) * 10,
  }
}

/** All products, by id. */
export function allProducts(seed: number): readonly Product[] {
  return idsTo(SHOP_SIZES.products).map((id) => productOf(seed, id))
}

/** The price of product `productId`: 2.99 to 149.99. */
export function priceOf(seed: number, productId: number): Price {
  const dice = createDice(seed, 'price', productId)
  const euros = dice.chance(0.7) ? dice.between(3, 40) : dice.between(41, 150)
  return { productId, amountCents: euros * 100 - 1, currency: 'EUR' }
}

/** The stock of product `productId`. One product in ten is sold out. */
function stockOf(seed: number, productId: number): Stock {
  const dice = createDice(seed, 'stock', productId)
  const warehouses = dice.chance(0.1)
    ? []
    : dice.some(dice.between(1, 3), CITIES).map((city) => ({ city, count: dice.between(1, 60) }))
  const available = warehouses.reduce((sum, { count }) => sum + count, 0)
  return { productId, available, warehouses }
}

/** The reviews of product `productId`: none to eight, each by another user. */
function reviewsOf(seed: number, productId: number): readonly Review[] {
  const dice = createDice(seed, 'reviews', productId)
  return dice.some(dice.between(0, 8), idsTo(SHOP_SIZES.users)).map((userId, index) => {
    // The better of two draws: people who like a thing write more.
    const stars = Math.max(dice.between(1, 5), dice.between(1, 5))
    const verdict = dice.pick(VERDICTS[stars - 1]!)
    return {
      id: productId * 100 + index + 1,
      productId,
      userId,
      stars,
      text: dice.chance(0.6) ? `${verdict} ${dice.pick(REMARKS)}` : verdict,
    }
  })
}

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
