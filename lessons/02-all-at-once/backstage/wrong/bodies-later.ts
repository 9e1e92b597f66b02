import type { Product } from '@overlap/mock-server'

/**
 * Believes that only `fetch` can fail, so the bodies can wait until all headers have arrived.
 *
 * @fails rejects as soon as the first call fails
 * @diagnosis Read each body as soon as its headers arrive
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const responses = await Promise.all(urls.map((url) => fetch(url)))
  return Promise.all(responses.map((response) => response.json() as Promise<Product>))
}
