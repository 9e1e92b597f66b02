import type { Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type ProductPage } from '../../page.ts'

/**
 * Believes that what comes second must wait for everything that comes first.
 *
 * @fails sends every call as soon as what it needs is there
 * @diagnosis waited for answers that it does not need
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, recommendations] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    get<Recommendation[]>(`${shop}/users/${userId}/recommendations`),
  ])
  const recommended = await get<Product>(`${shop}/products/${recommendations[0]?.productId}`)
  return { product, reviews, recommended }
}
