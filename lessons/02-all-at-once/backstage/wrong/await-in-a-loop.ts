import type { Product } from '@overlap/mock-server'

/**
 * Believes that calls overlap because the function is async and there is a `Promise.all` in it.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis Only one call was in flight at a time
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  for (const url of urls) products.push(await loadProduct(url))
  return Promise.all(products)
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
