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
 * Believes that `Promise.all` starts the work, so that what stands inside it overlaps.
 *
 * @fails sends every call as soon as what it needs is there
 * @diagnosis an `await` inside the list
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, recommended] = await Promise.all([
    await get<Product>(`${shop}/products/${productId}`),
    await get<Review[]>(`${shop}/products/${productId}/reviews`),
    await loadRecommended(shop, userId),
  ])
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
