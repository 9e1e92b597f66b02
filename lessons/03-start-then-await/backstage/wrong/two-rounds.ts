import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type ProductPage } from '../../page.ts'

/**
 * Believes that what comes second has to wait for everything that comes first.
 *
 * @fails sends five calls, each as soon as it has what it needs
 * @diagnosis The two calls of the offer were sent together
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, [best]] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    get<Recommendation[]>(`${shop}/users/${userId}/recommendations`),
  ])
  if (best === undefined) return { product, reviews, offer: undefined }
  const url = `${shop}/products/${best.productId}`
  const [offered, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, reviews, offer: { product: offered, price } }
}
