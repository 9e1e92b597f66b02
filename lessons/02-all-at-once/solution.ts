import type { Product } from '@overlap/mock-server'

/**
 * Loads products all at once: every call is sent before the first one ends.
 *
 * Takes as long as the slowest call. Puts no limit on the calls in flight: for a list of unknown
 * length, use a pool.
 *
 * @returns The products, in the order of the URLs, whichever answer comes first.
 * @throws The error of the call that fails first in time; the other calls run on.
 */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return Promise.all(urls.map((url) => loadProduct(url)))
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
