import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type ProductPage } from '../../page.ts'

/**
 * Believes that each chain needs a call of its own, because a promise can be awaited only once.
 *
 * @fails sends five calls, each as soon as it has what it needs
 * @diagnosis A promise can be awaited in more than one place
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const best = async (): Promise<number | undefined> => {
    const [first] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
    return first?.productId
  }
  const [product, reviews, offered, price] = await Promise.all([
    get<Product>(`${shop}/products/${productId}`),
    get<Review[]>(`${shop}/products/${productId}/reviews`),
    best().then((id) => get<Product>(`${shop}/products/${id}`)),
    best().then((id) => get<Price>(`${shop}/products/${id}/price`)),
  ])
  return { product, reviews, offer: { product: offered, price } }
}
