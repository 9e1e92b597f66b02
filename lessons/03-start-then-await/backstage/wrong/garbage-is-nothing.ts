import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that a body that isn't JSON is an empty answer, and no error.
 *
 * @fails rejects with the error of a call that fails, and leaves no rejection unhandled
 * @diagnosis The body of `/products/4`, which arrived at 100 ms
 */
export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  const [product, reviews, offer] = await Promise.all([
    loadProduct(`${shop}/products/${productId}`),
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

async function loadProduct(url: string): Promise<Product> {
  try {
    return await get<Product>(url)
  } catch (error) {
    if (error instanceof SyntaxError) return { id: 0, name: '' } as Product
    throw error
  }
}
