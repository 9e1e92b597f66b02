import type { Product, Review } from '@overlap/mock-server'
import { get, loadRecommended, type ProductPage } from '../page.ts'

export type { ProductPage } from '../page.ts'

/**
 * Loads all that a product page shows. Each call is sent as soon as what it needs is there.
 *
 * Takes as long as the critical path: the slowest chain of calls that need one another.
 *
 * @param shop - where the API is, without a slash at the end
 * @throws The error of the call that fails first in time. No rejection is left unhandled.
 *
 * @example
 * ```ts
 * import { loadPage } from '@overlap/lesson-03'
 * import { simulate } from '@overlap/mock-server'
 * import { facts } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 100 }, (api) => loadPage(api.origin, 1, 1))
 *
 * // The recommended products need the recommendations, and nothing else waits.
 * facts(run.trace).makespanMs // → 200
 * ```
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  // One `Promise.all` takes every promise in the moment it is made, so each has a handler at once.
  const [product, reviews, recommended] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    loadRecommended(shop, userId),
  ])
  return { product, reviews, recommended }
}
