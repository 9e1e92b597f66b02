import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that the same URL always has the same answer.
 *
 * @fails returns the product, its reviews and the offer
 * @diagnosis The answers are those of an earlier run
 */
const answers = new Map<string, Promise<unknown>>()

export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.all([
    load<Product>(`${shop}/products/${productId}`),
    load<Review[]>(`${shop}/products/${productId}/reviews`),
    loadOffer(shop, userId),
  ])
  return { product, reviews, offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await load<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([load<Product>(url), load<Price>(`${url}/price`)])
  return { product, price }
}

function load<T>(url: string): Promise<T> {
  const answer = answers.get(url) ?? get<T>(url)
  answers.set(url, answer)
  return answer as Promise<T>
}
