import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that a list of recommendations has to be loaded completely before its first item is known.
 *
 * @fails returns the product, its reviews and the offer
 * @diagnosis Don't load the others
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
  const all = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  const offers = await Promise.all(
    all.map(async ({ productId }): Promise<Offer> => {
      const url = `${shop}/products/${productId}`
      const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
      return { product, price }
    }),
  )
  return offers[0]
}
