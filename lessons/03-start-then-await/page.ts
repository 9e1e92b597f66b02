import type { Price, Product, Review } from '@overlap/mock-server'

/** What a product page shows, and the path of each part. */
export interface ProductPage {
  /** `/products/:id` */
  readonly product: Product
  /** `/products/:id/reviews` */
  readonly reviews: readonly Review[]
  /**
   * The first product recommended to this user, with its price, or `undefined` if there are no
   * recommendations.
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

/** Requests a URL right away, and returns a promise for the parsed JSON. */
export async function get<T>(url: string): Promise<T> {
  const response = await fetch(url)
  return (await response.json()) as T
}
