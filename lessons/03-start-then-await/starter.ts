import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from './page.ts'

export type { ProductPage } from './page.ts'

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
