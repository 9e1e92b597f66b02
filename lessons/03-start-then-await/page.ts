import type { Price, Product, Review } from '@overlap/mock-server'

/** What a product page shows, and which path of the shop has it. */
export interface ProductPage {
  /** `/products/:id` */
  readonly product: Product
  /** `/products/:id/reviews` */
  readonly reviews: readonly Review[]
  /**
   * The product that is recommended to this user, with its price. `undefined` if nothing is.
   *
   * `/users/:id/recommendations` is a list, best first. Each item has a `productId`.
   */
  readonly offer: Offer | undefined
}

/** A product with its price. */
export interface Offer {
  /** `/products/:id` */
  readonly product: Product
  /** `/products/:id/price` */
  readonly price: Price
}

/** Sends a call for a URL right away, and returns a promise for the JSON of its answer. */
export async function get<T>(url: string): Promise<T> {
  const response = await fetch(url)
  return (await response.json()) as T
}
