import { seededRandom, type Random } from './seeded-random.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type {
  NewOrder,
  Order,
  Price,
  Product,
  Recommendation,
  ReportRow,
  Review,
  Stock,
  Todo,
  User,
  Vendor,
  VendorPrice,
} from './types.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES } from './words/people-words.ts'
import { ADJECTIVES, CATEGORIES, OPENINGS } from './words/product-words.ts'
import { MOMENTS, OBJECTS, REASONS, REMARKS, TASKS, VERDICTS } from './words/prose-words.ts'

/** Every kind of product: a thing and its category. */
const KINDS = CATEGORIES.flatMap((category) =>
  category.things.map((thing) => ({ category, thing })),
)
/** Has no divisor in common with the number of kinds, so that steps of it reach every kind. */
const STEP = 17

const STATUSES = ['packed', 'shipped', 'delivered', 'delivered'] as const

const DAY_MS = 86_400_000
const TODAY_MS = Date.UTC(2026, 10, 2)

/** The date in the shop, which never changes: an order placed tomorrow gets the same date. */
export const TODAY: string = dateOf(TODAY_MS)

/** An order with the prices of its items. */
type PricedOrder = Pick<Order, 'userId' | 'items' | 'totalCents' | 'currency'>

/**
 * Everything in a shop that comes from its seed. Nothing here ever changes.
 *
 * Reading a row for the first time makes it; after that you get the same object again. Report rows
 * are not kept, because there are too many.
 */
export class ShopData {
  /** The seed. Two shops with different seeds have different data. */
  readonly seed: number
  readonly #random: (...name: readonly (string | number)[]) => Random
  #products: readonly Product[] | undefined

  constructor(seed: number) {
    this.seed = seed
    this.#random = seededRandom(seed)
  }

  /** A product by its id. No two products of a shop have the same name. */
  readonly product: (id: number) => Product = table((id) => {
    const start = this.#random('shelves').between(0, KINDS.length - 1)
    const { category, thing } = KINDS[(start + id * STEP) % KINDS.length]!
    const half = id <= SHOP_SIZES.products / 2 ? 0 : 1
    const random = this.#random('product', id)
    return {
      id,
      name: `${random.pick(ADJECTIVES[half])} ${random.pick(category.materials)} ${thing}`,
      category: category.name,
      description: `${random.pick(OPENINGS)} ${random.pick(category.promises)}`,
      weightGrams: random.between(4, 300) * 10,
    }
  })

  /** All products, by id. */
  products(): readonly Product[] {
    return (this.#products ??= idsTo(SHOP_SIZES.products).map((id) => this.product(id)))
  }

  /** The text of a product that a search looks at, in lower case. */
  readonly searchText: (productId: number) => string = table((productId) => {
    const { name, category, description } = this.product(productId)
    return `${name} ${category} ${description}`.toLowerCase()
  })

  /** The price of a product: 2.99 to 149.99. */
  readonly price: (productId: number) => Price = table((productId) => {
    const random = this.#random('price', productId)
    const euros = random.chance(0.7) ? random.between(3, 40) : random.between(41, 150)
    return { productId, amountCents: euros * 100 - 1, currency: 'EUR' }
  })

  /** The stock of a product. One product in ten is sold out. */
  readonly stock: (productId: number) => Stock = table((productId) => {
    const random = this.#random('stock', productId)
    const warehouses = random.chance(0.1)
      ? []
      : random
          .some(random.between(1, 3), CITIES)
          .map((city) => ({ city, count: random.between(1, 60) }))
    const available = warehouses.reduce((sum, { count }) => sum + count, 0)
    return { productId, available, warehouses }
  })

  /** Up to eight reviews of a product, each by a different user. */
  readonly reviews: (productId: number) => readonly Review[] = table((productId) => {
    const random = this.#random('reviews', productId)
    return random.some(random.between(0, 8), idsTo(SHOP_SIZES.users)).map((userId, index) => {
      // The better of two draws: people who like a product are more likely to review it.
      const stars = Math.max(random.between(1, 5), random.between(1, 5))
      const verdict = random.pick(VERDICTS[stars - 1]!)
      return {
        id: productId * 100 + index + 1,
        productId,
        userId,
        stars,
        text: random.chance(0.6) ? `${verdict} ${random.pick(REMARKS)}` : verdict,
      }
    })
  })

  /** A user by their id. No two users of a shop have the same name. */
  readonly user: (id: number) => User = table((id) => {
    const shift = this.#random('names').between(0, SHOP_SIZES.users - 1)
    const first = FIRST_NAMES[id % FIRST_NAMES.length]!
    const last = LAST_NAMES[(id * 3 + shift) % LAST_NAMES.length]!
    const random = this.#random('user', id)
    return {
      id,
      name: `${first} ${last}`,
      email: `${withoutAccents(first)}.${withoutAccents(last)}@mail.test`,
      city: random.pick(CITIES),
      memberSince: dateOf(TODAY_MS - random.between(400, 3_000) * DAY_MS),
    }
  })

  /** Five products that a user may like, best first. */
  readonly recommendations: (userId: number) => readonly Recommendation[] = table((userId) => {
    const random = this.#random('recommendations', userId)
    const [neighbour, ...liked] = random.some(6, idsTo(SHOP_SIZES.products))
    return liked.map((productId, index) => ({
      productId,
      score: (95 - index * 12 - random.between(0, 9)) / 100,
      reason: `${random.pick(REASONS)} ${this.product(neighbour!).name}`,
    }))
  })

  /** A past order by its id. */
  readonly pastOrder: (id: number) => Order = table((id) => {
    const random = this.#random('order', id)
    const products = random.some(random.between(1, 4), idsTo(SHOP_SIZES.products))
    const items = products.map((productId) => ({ productId, quantity: random.between(1, 3) }))
    const daysAgo = (SHOP_SIZES.pastOrders + 1 - id) * 5 - random.between(0, 4)
    return {
      id,
      ...this.withPrices({ userId: this.#ownerOf(id), items }),
      status: random.pick(STATUSES),
      placedOn: dateOf(TODAY_MS - daysAgo * DAY_MS),
    }
  })

  /** The past orders of a user, newest first. Some users have none. */
  readonly pastOrdersOf: (userId: number) => readonly Order[] = table((userId) =>
    idsTo(SHOP_SIZES.pastOrders)
      .filter((id) => this.#ownerOf(id) === userId)
      .map((id) => this.pastOrder(id))
      .toReversed(),
  )

  /** The prices of a vendor: a mirror has the shop's prices, a competitor is up to 20 % off. */
  readonly vendorPrices: (vendor: Vendor) => (productId: number) => VendorPrice = table((vendor) =>
    table((productId) => {
      const { amountCents, currency } = this.price(productId)
      const percent =
        vendor.kind === 'mirror'
          ? 100
          : this.#random('vendor', vendor.id, productId).between(80, 120)
      const vendorCents = Math.round((amountCents * percent) / 100)
      return { vendor: vendor.id, productId, amountCents: vendorCents, currency }
    }),
  )

  /** A todo by its id: 1 to 10 are user 1's, 11 to 20 user 2's, and so on. */
  readonly todo: (id: number) => Todo = table((id) => {
    const random = this.#random('todo', id)
    return {
      userId: Math.ceil((id * SHOP_SIZES.users) / SHOP_SIZES.todos),
      id,
      title: `${random.pick(TASKS)} ${random.pick(OBJECTS)} ${random.pick(MOMENTS)}`,
      completed: random.chance(0.5),
    }
  })

  /** A row of the report of a month of 2026, where January is 1. */
  reportRow(month: number, row: number): ReportRow {
    const random = this.#random('report', month, row)
    const daysInMonth = new Date(Date.UTC(2026, month, 0)).getUTCDate()
    const soldMs = Date.UTC(2026, month - 1, random.between(1, daysInMonth))
    const productId = random.between(1, SHOP_SIZES.products)
    const quantity = random.between(1, 5)
    return {
      row,
      soldOn: dateOf(soldMs),
      productId,
      userId: random.between(1, SHOP_SIZES.users),
      quantity,
      amountCents: quantity * this.price(productId).amountCents,
    }
  }

  /** Adds this shop's prices to an order. */
  withPrices({ userId, items }: NewOrder): PricedOrder {
    const priced = items.map(({ productId, quantity }) => {
      return { productId, quantity, unitCents: this.price(productId).amountCents }
    })
    const totalCents = priced.reduce((sum, item) => sum + item.quantity * item.unitCents, 0)
    return { userId, items: priced, totalCents, currency: 'EUR' }
  }

  #ownerOf(orderId: number): number {
    return this.#random('order owner', orderId).between(1, SHOP_SIZES.users)
  }
}

/** Makes each row when it is first read, and keeps it. */
function table<Key, Row>(make: (key: Key) => Row): (key: Key) => Row {
  const rows = new Map<Key, Row>()
  return (key) => {
    const kept = rows.get(key)
    if (kept !== undefined) return kept
    const row = make(key)
    rows.set(key, row)
    return row
  }
}

/** A time in ms since 1970 as a date: `2026-11-02`. */
function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function withoutAccents(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
}
