import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that an empty list of reviews is better than an error.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis The body of `/products/4/reviews`
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`).catch(() => []),
    loadOffer(shop, userId),
  ])
  return { product, reviews, offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
