import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that `Promise.all` starts the work, so that everything in its list runs concurrently.
 *
 * @fails sends five calls, each as soon as it has what it needs
 * @diagnosis starts nothing; it only waits
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.all([
    await get<Product>(`${shop}/products/${productId}`),
    await get<Review[]>(`${shop}/products/${productId}/reviews`),
    await loadOffer(shop, userId),
  ])
  return { product, reviews, offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  return { product: await get<Product>(url), price: await get<Price>(`${url}/price`) }
}
