import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type ProductPage } from './page.ts'

export type { ProductPage } from './page.ts'

/**
 * Loads everything that a product page shows. Sends each call as soon as it has what it needs.
 *
 * @param shop - the URL of the shop, without a slash at the end
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  // TODO: send each call as early as possible. Today, only one is in flight at a time.
  const [product, reviews, recommendations] = await Promise.all([
    await get<Product>(`${shop}/products/${productId}`),
    await get<Review[]>(`${shop}/products/${productId}/reviews`),
    await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`),
  ])
  const [best] = recommendations
  if (best === undefined) throw new Error(`Nothing is recommended to user ${userId}`)
  const offer = {
    product: await get<Product>(`${shop}/products/${best.productId}`),
    price: await get<Price>(`${shop}/products/${best.productId}/price`),
  }
  return { product, reviews, offer }
}
