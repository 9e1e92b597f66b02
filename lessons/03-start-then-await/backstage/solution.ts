import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../page.ts'

export type { Offer, ProductPage } from '../page.ts'

/**
 * Loads everything that a product page shows. Sends each call as soon as it has what it needs.
 *
 * Takes as long as the critical path: the slowest chain of calls where each needs the one before it.
 *
 * @param shop - the URL of the shop, without a slash at the end
 * @throws The error of the first call that fails, as soon as it fails. The other calls keep running, and
 *   none of them leaves a rejection unhandled.
 *
 * @example
 * ```ts
 * import { loadPage } from '@overlap/lesson-03'
 * import { simulate } from '@overlap/mock-server'
 * import { facts } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 100 }, (api) => loadPage(api.origin, 1, 1))
 *
 * // The offer needs the recommendations. Nothing else waits.
 * facts(run.trace).makespanMs // → 200
 * ```
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  // `Promise.all` handles the rejection of every promise from the start.
  const [product, reviews, offer] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
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
