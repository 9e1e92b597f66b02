import type { Product, Recommendation, Review } from '@overlap/mock-server'

/** What a product page shows. */
export interface ProductPage {
  /** The product itself. */
  product: Product
  /** What others say of it. */
  reviews: Review[]
  /** Another product that this user may like. */
  recommended: Product
}

/** Gets the JSON of a URL. The call is sent when this is called. */
export async function get<T>(url: string): Promise<T> {
  const response = await fetch(url)
  return (await response.json()) as T
}

/**
 * Loads a product that a user may like. Two calls, and the second needs the answer of the first.
 *
 * @throws {Error} if there is no recommendation for this user
 */
export async function loadRecommended(shop: string, userId: number): Promise<Product> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) throw new Error(`User ${userId} has no recommendation`)
  return get<Product>(`${shop}/products/${best.productId}`)
}
