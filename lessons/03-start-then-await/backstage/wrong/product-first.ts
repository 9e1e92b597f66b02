import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that the product has to arrive before anything else about it is loaded.
 *
 * @fails sends five calls, each as soon as it has what it needs
 * @diagnosis It needs no other answer
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const product = await get<Product>(`${shop}/products/${productId}`)
  const [reviews, offer] = await Promise.all([
    get<Review[]>(`${shop}/products/${product.id}/reviews`),
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
