import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from '../../page.ts'

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
