import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that the calls of the first round have to end before anything can be said about the page.
 *
 * @fails rejects as soon as the first call fails
 * @diagnosis Wait for all calls together, so that the first failure
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const offer = loadOffer(shop, userId)
  offer.catch(() => {})
  const [product, reviews] = await Promise.allSettled([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
  ])
  if (product.status === 'rejected') throw product.reason
  if (reviews.status === 'rejected') throw reviews.reason
  return { product: product.value, reviews: reviews.value, offer: await offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
