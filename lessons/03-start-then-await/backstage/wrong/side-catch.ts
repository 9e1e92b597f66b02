import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that `catch` changes the error of a promise, and doesn't make a new one.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis Each `then`, `catch`, `finally` and `Promise.all` makes a new promise
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const loading = get<Product>(`${shop}/products/${productId}`)
  void loading.catch((error: unknown) => {
    throw new Error(`Cannot load product ${productId}`, { cause: error })
  })
  const [product, reviews, offer] = await Promise.all([
    loading,
    get<Review[]>(`${shop}/products/${productId}/reviews`),
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
