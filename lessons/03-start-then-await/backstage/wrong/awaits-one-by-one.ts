import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that promises that have started can be awaited one by one, because a `catch` around
 * the awaits sees every error.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis nothing handled the rejection
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const product = get<Product>(`${shop}/products/${productId}`)
  const reviews = get<Review[]>(`${shop}/products/${productId}/reviews`)
  const offer = loadOffer(shop, userId)
  return { product: await product, reviews: await reviews, offer: await offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
