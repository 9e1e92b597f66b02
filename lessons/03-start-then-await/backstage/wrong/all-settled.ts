import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that an error can only be thrown when every call has ended.
 *
 * @fails rejects as soon as the first call fails
 * @diagnosis when every call had ended
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.allSettled([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    loadOffer(shop, userId),
  ])
  if (product.status === 'rejected') throw product.reason
  if (reviews.status === 'rejected') throw reviews.reason
  if (offer.status === 'rejected') throw offer.reason
  return { product: product.value, reviews: reviews.value, offer: offer.value }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
