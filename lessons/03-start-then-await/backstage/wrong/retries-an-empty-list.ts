import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that an empty list is a failure, which goes away with another try.
 *
 * @fails returns a page without an offer if nothing is recommended
 * @diagnosis there is nothing to retry
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

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const load = (): Promise<Recommendation[]> =>
    get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  const [best] = await load()
  const [found = best] = best === undefined ? await load() : []
  if (found === undefined) return undefined
  const url = `${shop}/products/${found.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
