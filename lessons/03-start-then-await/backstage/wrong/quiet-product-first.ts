import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that a promise with an empty `catch` can be awaited at any time.
 *
 * @fails rejects as soon as the first call fails
 * @diagnosis as happens when calls are awaited one by one
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const product = get<Product>(`${shop}/products/${productId}`)
  const reviews = get<Review[]>(`${shop}/products/${productId}/reviews`)
  const offer = loadOffer(shop, userId)
  for (const promise of [product, reviews, offer]) promise.catch(() => {})
  return { product: await product, reviews: await reviews, offer: await offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
