import type { Price, Product, Recommendation, Review } from '@overlap/mock-server'
import { get, type Offer, type ProductPage } from '../../page.ts'

/**
 * Believes that the variables of a module belong to the run that has set them.
 *
 * @fails keeps overlapping runs apart
 * @diagnosis Keep promises and results in local variables
 */
let product: Promise<Product>
let reviews: Promise<Review[]>

export async function loadPage(
  shop: string,
  productId: number,
  userId: number,
): Promise<ProductPage> {
  product = get<Product>(`${shop}/products/${productId}`)
  reviews = get<Review[]>(`${shop}/products/${productId}/reviews`)
  const offer = loadOffer(shop, userId)
  await Promise.all([product, reviews, offer])
  return { product: await product, reviews: await reviews, offer: await offer }
}

async function loadOffer(shop: string, userId: number): Promise<Offer | undefined> {
  const [best] = await get<Recommendation[]>(`${shop}/users/${userId}/recommendations`)
  if (best === undefined) return undefined
  const url = `${shop}/products/${best.productId}`
  const [product, price] = await Promise.all([get<Product>(url), get<Price>(`${url}/price`)])
  return { product, price }
}
