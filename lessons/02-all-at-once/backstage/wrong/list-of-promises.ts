import type { Product } from '@overlap/mock-server'

/**
 * Believes that `await` in front of a list waits for every promise in it.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis neither `await` nor `return` waits
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: unknown = await urls.map(loadProduct)
  return products as Product[]
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
