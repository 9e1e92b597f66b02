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
 * Loads all that a product page shows. Each call is sent as soon as what it needs is there.
 *
 * @param shop - where the API is, without a slash at the end
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  // TODO: which of these calls needs the answer of another? Let no call wait for more than it needs.
  const product = await get<Product>(`${shop}/products/${productId}`)
  const reviews = await get<Review[]>(`${shop}/products/${productId}/reviews`)
  const recommended = await loadRecommended(shop, userId)
  return { product, reviews, recommended }
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
