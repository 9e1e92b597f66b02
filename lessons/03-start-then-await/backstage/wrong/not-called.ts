import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that `Promise.all` calls the functions that it is given.
 *
 * @fails returns the product, its reviews and the offer
 * @diagnosis doesn't call functions
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer]: unknown[] = await Promise.all([
    () => get<Product>(`${shop}/products/${productId}`),
    () => get<Review[]>(`${shop}/products/${productId}/reviews`),
    () => loadOffer(shop, userId),
  ])
  return { product, reviews, offer } as ProductPage
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
