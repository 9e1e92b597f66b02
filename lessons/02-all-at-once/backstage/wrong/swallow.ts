import type { Product } from '@overlap/mock-server'

/**
 * Believes that the other products are better than an error, and that nobody misses the one that failed.
 *
 * @fails rejects with the error of a call that fails
 * @diagnosis so your caller can't tell that one is missing
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products = await Promise.all(urls.map((url) => loadProduct(url).catch(() => undefined)))
  return products.filter((product) => product !== undefined)
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
