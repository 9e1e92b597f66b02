import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that a page without an offer has nothing that can fail.
 *
 * @fails returns a page without an offer if nothing is recommended
 * @diagnosis The call for `/products/4` failed at 100 ms, but your promise resolved with a page
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
  if (offer.status === 'rejected') throw offer.reason
  if (offer.value === undefined) {
    const found = { product: valueOf(product), reviews: valueOf(reviews), offer: undefined }
    return found as ProductPage
  }
  if (product.status === 'rejected') throw product.reason
  if (reviews.status === 'rejected') throw reviews.reason
  return { product: product.value, reviews: reviews.value, offer: offer.value }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}

function valueOf<T>(result: PromiseSettledResult<T>): T | undefined {
  return result.status === 'fulfilled' ? result.value : undefined
}
