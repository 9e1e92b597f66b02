import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from '../../page.ts'

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
