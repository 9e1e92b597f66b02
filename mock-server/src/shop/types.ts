/** An amount of money: whole cents, never a fraction. */
export interface Money {
  /** The amount in cents: 1299 is 12.99. */
  readonly amountCents: number
  /** The currency by its ISO 4217 code. The shop sells in one currency only. */
  readonly currency: 'EUR'
}

/** What `GET /products/:id` answers. Price, stock and reviews are calls of their own. */
export interface Product {
  /** 1 to 100. */
  readonly id: number
  /** What it is called: "Patient Copper Teapot". */
  readonly name: string
  /** The shelf it stands on: "kitchen". */
  readonly category: string
  /** One or two sentences. */
  readonly description: string
  /** Its weight, packed. */
  readonly weightGrams: number
}

/** What `GET /products/:id/price` answers. */
export interface Price extends Money {
  /** The product that it is the price of. */
  readonly productId: number
}

/** A part of a product's stock, in one warehouse. */
export interface WarehouseStock {
  /** Where the warehouse is. */
  readonly city: string
  /** How many lie there. */
  readonly count: number
}

/** What `GET /products/:id/stock` answers. Orders do not change it. */
export interface Stock {
  /** The product that was counted. */
  readonly productId: number
  /** How many there are in all: the sum of `warehouses`. */
  readonly available: number
  /** Where they are; empty when the product is sold out. */
  readonly warehouses: readonly WarehouseStock[]
}

/** One item of what `GET /products/:id/reviews` answers. */
export interface Review {
  /** Unique in the shop. */
  readonly id: number
  /** The product under review. */
  readonly productId: number
  /** Who wrote it: a user of the shop. */
  readonly userId: number
  /** 1 to 5. */
  readonly stars: number
  /** What they had to say. */
  readonly text: string
}

/** What `GET /users/:id` answers. */
export interface User {
  /** 1 to 20. */
  readonly id: number
  /** First and last name. */
  readonly name: string
  /** An address at a name that no mail reaches. */
  readonly email: string
  /** Where they live. */
  readonly city: string
  /** The day they joined, as `2024-03-09`. */
  readonly memberSince: string
}

/** A line of an order as the client sends it. */
export interface NewOrderItem {
  /** A product of the shop. */
  readonly productId: number
  /** How many: 1 to 100. */
  readonly quantity: number
}

/** The body of `POST /orders`. */
export interface NewOrder {
  /** Who orders: a user of the shop. */
  readonly userId: number
  /** 1 to 50 lines. */
  readonly items: readonly NewOrderItem[]
}

/** A line of an order, with the price that one piece had. */
export interface OrderItem extends NewOrderItem {
  /** What one piece costs. */
  readonly unitCents: number
}

/** What `POST /orders` and `GET /orders/:id` answer, and one item of `GET /users/:id/orders`. */
export interface Order {
  /** 1 to 60 are past orders, made from the seed; new ones count on from 61. */
  readonly id: number
  /** Who ordered. */
  readonly userId: number
  /** What was ordered. */
  readonly items: readonly OrderItem[]
  /** The sum of the items, in cents. */
  readonly totalCents: number
  /** The currency by its ISO 4217 code. */
  readonly currency: 'EUR'
  /** How far it has come. A new order is `placed` and stays so. */
  readonly status: 'placed' | 'packed' | 'shipped' | 'delivered'
  /** The day it was placed, as `2026-11-02`. The shop's calendar stands still on that day. */
  readonly placedOn: string
  /** Only on a double order: the order of the same user for the same items before this one. */
  readonly duplicateOf?: number
}

/** One item of what `GET /users/:id/recommendations` answers, best first. */
export interface Recommendation {
  /** A product of the shop. */
  readonly productId: number
  /** How well it fits: 0 to 1, two decimals. */
  readonly score: number
  /** Why it is shown. */
  readonly reason: string
}

/** One item of what `GET /vendors` answers. */
export interface Vendor {
  /** What stands in `/vendors/:vendor/price/:id`: "mirror-oslo". */
  readonly id: string
  /** What people call it. */
  readonly name: string
  /** A mirror always asks the shop's own price; a competitor has prices of its own. */
  readonly kind: 'mirror' | 'competitor'
}

/** What `GET /vendors/:vendor/price/:id` answers. */
export interface VendorPrice extends Price {
  /** The vendor's id. */
  readonly vendor: string
}

/** What `GET /todos/:id` answers. */
export interface Todo {
  /** Whose it is: a user of the shop. */
  readonly userId: number
  /** 1 to 200. */
  readonly id: number
  /** What is to be done. */
  readonly title: string
  /** Whether it has been. */
  readonly completed: boolean
}

/** A page of a list. Ask for the next one with `?cursor=` and what `nextCursor` says. */
export interface Page<Item> {
  /** The items of this page, `limit` at most. */
  readonly items: readonly Item[]
  /** The next page's cursor: opaque, and good for this list only. `null` on the last page. */
  readonly nextCursor: string | null
  /** How many items there are on all pages. */
  readonly total: number
}

/** What `GET /products` answers: products by id. */
export type ProductPage = Page<Product>

/** What `GET /search` answers: the products that have every word of the query in them, by id. */
export interface SearchPage extends Page<Product> {
  /** The query as it was understood. */
  readonly q: string
}

/** One line of the NDJSON that `GET /reports/:id` streams: something sold in that month. */
export interface ReportRow {
  /** 1, 2, 3 … */
  readonly row: number
  /** The day of the sale, as `2026-03-14`. */
  readonly soldOn: string
  /** What was sold. */
  readonly productId: number
  /** To whom. */
  readonly userId: number
  /** How many. */
  readonly quantity: number
  /** What they paid in all. */
  readonly amountCents: number
}

/** One thing that is wrong with what a client sent. */
export interface Problem {
  /** Where: `items[0].quantity`, `?limit`, `Idempotency-Key`. */
  readonly field: string
  /** What is wrong there: what was expected, and what came. */
  readonly message: string
}

/** The body of every answer with a status of 400 or more. */
export interface ErrorBody {
  /** What is wrong and what to do, in a sentence. */
  readonly error: string
  /** All that is wrong with the query or the body, where that was the reason. */
  readonly problems?: readonly Problem[]
}
