import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that recommendations never change.
 *
 * @fails sends five calls, each as soon as it has what it needs
 * @diagnosis kept the answer of an earlier run
 */
const cache = new Map<number, Promise<Recommendation[]>>()

export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const recommendations =
    cache.get(userId) ?? get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  cache.set(userId, recommendations)
  const [product, reviews, offer] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    recommendations.then(([best]) => best && loadOffer(`${shop}/products/${best.productId}`)),
  ])
  return { product, reviews, offer }
}

async function loadOffer(url: string): Promise<Offer> {
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
