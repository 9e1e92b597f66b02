/** An amount of money, in whole cents. */
export interface Money {
  /** The amount in cents: 1299 is 12.99. */
  readonly amountCents: number
  /** The currency by its ISO 4217 code. The shop sells in one currency only. */
  readonly currency: 'EUR'
}

/** The reply of `GET /products/:id`. Price, stock and reviews have their own routes. */
export interface Product {
  /** 1 to 100. */
  readonly id: number
  /** Its name: "Patient Copper Teapot". */
  readonly name: string
  /** Its category: "kitchen". */
  readonly category: string
  /** One or two sentences. */
  readonly description: string
  /** Its weight with packaging. */
  readonly weightGrams: number
}

/** The reply of `GET /products/:id/price`. */
export interface Price extends Money {
  /** The product that has this price. */
  readonly productId: number
}

/** The stock of a product in one warehouse. */
export interface WarehouseStock {
  /** The city of the warehouse. */
  readonly city: string
  /** How many are there. */
  readonly count: number
}

/** The reply of `GET /products/:id/stock`. Orders do not change the stock. */
export interface Stock {
  /** The product in stock. */
  readonly productId: number
  /** How many there are in all warehouses together. */
  readonly available: number
  /** The stock by warehouse. Empty if the product is sold out. */
  readonly warehouses: readonly WarehouseStock[]
}

/** One item of the reply of `GET /products/:id/reviews`. */
export interface Review {
  /** Unique in the shop. */
  readonly id: number
  /** The product under review. */
  readonly productId: number
  /** The user who wrote it. */
  readonly userId: number
  /** 1 to 5. */
  readonly stars: number
  /** The review itself. */
  readonly text: string
}

/** The reply of `GET /users/:id`. */
export interface User {
  /** 1 to 20. */
  readonly id: number
  /** First and last name. */
  readonly name: string
  /** An e-mail address in the reserved `.test` domain. */
  readonly email: string
  /** Where they live. */
  readonly city: string
  /** The date they joined, such as `2024-03-09`. */
  readonly memberSince: string
}

/** One item of a basket, or of an order as the client sends it. */
export interface BasketItem {
  /** A product of the shop. */
  readonly productId: number
  /** How many: 1 to 100. */
  readonly quantity: number
}

/** The reply of `GET` and `PUT /users/:id/basket`, and the body of that `PUT`. */
export interface Basket {
  /** 0 to 50 items, as they were sent. */
  readonly items: readonly BasketItem[]
}

/** The body of `POST /orders`. */
export interface NewOrder {
  /** The user who orders. */
  readonly userId: number
  /** 1 to 50 items. */
  readonly items: readonly BasketItem[]
}

/** One item of an order, with its price. */
export interface OrderItem extends BasketItem {
  /** The price of one piece, in cents. */
  readonly unitCents: number
}

/** The reply of `POST /orders` and `GET /orders/:id`, and one item of `GET /users/:id/orders`. */
export interface Order {
  /** Orders 1 to 60 are past orders, made from the seed. New orders count on from 61. */
  readonly id: number
  /** The user who ordered. */
  readonly userId: number
  /** The products ordered, with their prices. */
  readonly items: readonly OrderItem[]
  /** The total price, in cents. */
  readonly totalCents: number
  /** The currency by its ISO 4217 code. */
  readonly currency: 'EUR'
  /** The state of the delivery. A new order stays `placed`. */
  readonly status: 'placed' | 'packed' | 'shipped' | 'delivered'
  /** The date it was placed. New orders always get `2026-11-02`. */
  readonly placedOn: string
  /** Only in a double order: the id of the earlier order by the same user for the same items. */
  readonly duplicateOf?: number
}

/** One item of the reply of `GET /users/:id/recommendations`, best first. */
export interface Recommendation {
  /** A product of the shop. */
  readonly productId: number
  /** How well the product fits: 0 to 1, with two decimals. */
  readonly score: number
  /** Why the product is recommended. */
  readonly reason: string
}

/** One item of the reply of `GET /vendors`. */
export interface Vendor {
  /** Its id, for `/vendors/:vendor/price/:id`: "oslo". */
  readonly id: string
  /** Its name. */
  readonly name: string
  /** A mirror has the shop's own prices. A competitor has different ones. */
  readonly kind: 'mirror' | 'competitor'
}

/** The reply of `GET /vendors/:vendor/price/:id`. */
export interface VendorPrice extends Price {
  /** The vendor's id. */
  readonly vendor: string
}

/** The reply of `GET /todos/:id`. */
export interface Todo {
  /** The user who has to do it. */
  readonly userId: number
  /** 1 to 200. */
  readonly id: number
  /** What to do. */
  readonly title: string
  /** Whether it is done. */
  readonly completed: boolean
}

/** A page of a list. To get the next page, send `nextCursor` as `?cursor=`. */
export interface Page<Item> {
  /** The items of this page, `limit` at most. */
  readonly items: readonly Item[]
  /** The cursor of the next page; `null` on the last page. It is opaque, and only fits this list. */
  readonly nextCursor: string | null
  /** How many items there are on all pages. */
  readonly total: number
}

/** The reply of `GET /products`: products by id. */
export type ProductPage = Page<Product>

/** The reply of `GET /search`: the products that contain every word of the query, by id. */
export interface SearchPage extends Page<Product> {
  /** The query, without extra spaces. */
  readonly q: string
}

/** One line of the NDJSON that `GET /reports/:id` streams: a sale in that month. */
export interface ReportRow {
  /** 1, 2, 3 … */
  readonly row: number
  /** The date of the sale, such as `2026-03-14`. */
  readonly soldOn: string
  /** The product sold. */
  readonly productId: number
  /** The user who bought it. */
  readonly userId: number
  /** How many. */
  readonly quantity: number
  /** The total price, in cents. */
  readonly amountCents: number
}

/** One problem of a request. */
export interface Problem {
  /** The wrong field: `items[0].quantity`, `?limit`, `Idempotency-Key`. */
  readonly field: string
  /** What was expected, and what was sent. */
  readonly message: string
}

/** The body of every reply with a status of 400 or more. */
export interface ErrorBody {
  /** What is wrong and what to do, in one sentence. */
  readonly error: string
  /** The problems of the query or the body, if there are any. */
  readonly problems?: readonly Problem[]
}
