import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that the caller doesn't need an error that has been caught.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis so your caller doesn't get the error
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const page = Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    loadOffer(shop, userId),
  ])
  return page
    .then(([product, reviews, offer]) => ({ product, reviews, offer }))
    .catch(() => undefined) as Promise<ProductPage>
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
