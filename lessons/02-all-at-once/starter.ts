import type { Product } from '@overlap/mock-server'

/**
 * Loads products all at once: every call is sent before the first one ends.
 *
 * @returns The products, in the order of the URLs.
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  // TODO: each call waits for the one before. Send them all, then wait for them all.
  for (const url of urls) {
    products.push(await loadProduct(url))
  }
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
