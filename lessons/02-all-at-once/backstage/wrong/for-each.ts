import type { Product } from '@overlap/mock-server'

/**
 * Believes that `forEach` waits for an async callback.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis `forEach`, for example, ignores the promises
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  urls.forEach(async (url, i) => {
    products[i] = await loadProduct(url)
  })
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
