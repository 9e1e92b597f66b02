import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from '../../page.ts'

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
