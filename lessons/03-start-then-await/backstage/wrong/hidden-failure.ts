import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from '../../page.ts'

/**
 * Believes that an empty catch is how an unhandled rejection is prevented.
 *
 * @fails tells the caller when a call fails
 * @diagnosis To the caller it looks complete
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, recommended] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`).catch(() => []),
    loadRecommended(shop, userId),
  ])
  return { product, reviews, recommended }
}
