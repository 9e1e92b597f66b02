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
 * Believes that `Promise.all` calls the functions that it is given.
 *
 * @fails gives the product, its reviews and a recommended product
 * @diagnosis never called
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, recommended] = await Promise.all([
    () => get<Product>(`${shop}/products/${productId}`),
    () => get<Review[]>(`${shop}/products/${productId}/reviews`),
    () => loadRecommended(shop, userId),
  ])
  return { product, reviews, recommended } as unknown as ProductPage
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
