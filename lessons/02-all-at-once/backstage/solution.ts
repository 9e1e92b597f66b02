import type { Product } from '@overlap/mock-server'

/**
 * Loads products all at once: every call is sent before the first one ends.
 *
 * Takes as long as the slowest call. Puts no limit on the calls in flight: for a list of unknown
 * length, use a pool.
 *
 * @returns The products, in the order of the URLs, whichever answer comes first.
 * @throws The error of the call that fails first in time; the other calls run on.
 *
 * @example
 * ```ts
 * import { loadProducts } from '@overlap/lesson-02'
 * import { simulate } from '@overlap/mock-server'
 * import { facts } from '@overlap/trace'
 *
 * const run = await simulate({ latency: 100 }, (api) =>
 *   loadProducts([api.url('/products/1'), api.url('/products/2'), api.url('/products/3')]),
 * )
 *
 * facts(run.trace).makespanMs // → 100
 * ```
 */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return Promise.all(urls.map((url) => loadProduct(url)))
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
