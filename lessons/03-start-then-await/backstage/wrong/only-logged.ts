import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that a function ends at an error that its `catch` has logged.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis Does a `catch` in your code swallow the call's error
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const answers = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    loadOffer(shop, userId),
  ]).catch(log)
  const [product, reviews, offer] = answers as [Product, Review[], Offer | undefined]
  return { product, reviews, offer }
}

const logged: unknown[] = []
const log = (error: unknown): void => void logged.push(error)

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
