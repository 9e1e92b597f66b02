import type { Product } from '@overlap/mock-server'

/**
 * Loads products concurrently: sends every call before the first one ends.
 *
 * Takes as long as the slowest call. The number of calls in flight has no limit, so keep the list
 * short.
 *
 * @returns The products in the order of the URLs, whichever answer arrives first.
 * @throws The error of the first call that fails, as soon as it fails. The other calls keep running.
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
  return Promise.all(urls.map(loadProduct))
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
