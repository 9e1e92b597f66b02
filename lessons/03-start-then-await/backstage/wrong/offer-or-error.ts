import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that there is always a first recommendation.
 *
 * @fails returns a page without an offer if nothing is recommended
 * @diagnosis was an empty list, and your promise rejected
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    loadOffer(shop, userId),
  ])
  return { product, reviews, offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  const url = `${shop}/products/${best!.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
