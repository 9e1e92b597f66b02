import type { Product } from '@overlap/mock-server'

/**
 * Believes that a URL comes only once in a list.
 *
 * @fails takes an empty array, and the same URL twice
 * @diagnosis your array has each product once
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const entries = urls.map(async (url) => [url, await loadProduct(url)] as const)
  const products = new Map(await Promise.all(entries))
  return [...products.values()]
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
