import type { Product } from '@overlap/mock-server'

/**
 * Believes that promises can be awaited one by one once all calls have been sent.
 *
 * @fails rejects with the error of a call that fails
 * @diagnosis nothing was awaiting its promise yet
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const calls = urls.map(loadProduct)
  const products: Product[] = []
  for (const call of calls) products.push(await call)
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
