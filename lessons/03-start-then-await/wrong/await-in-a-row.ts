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

/**
 * Believes that promises that were started together may be awaited in any order.
 *
 * @fails leaves no rejection unhandled
 * @diagnosis nobody was waiting for it yet
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const product = get<Product>(`${shop}/products/${productId}`)
  const reviews = get<Review[]>(`${shop}/products/${productId}/reviews`)
  const recommended = loadRecommended(shop, userId)
  return { product: await product, reviews: await reviews, recommended: await recommended }
}

async function loadRecommended(shop: string, userId: number): Promise<Product> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) throw new Error(`User ${userId} has no recommendation`)
  return get<Product>(`${shop}/products/${best.productId}`)
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url)
  return (await response.json()) as T
}
