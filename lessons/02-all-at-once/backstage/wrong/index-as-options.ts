import type { Product } from '@overlap/mock-server'

/**
 * Believes that `map` passes only the URL to its callback.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis `map` passes the index as the second argument
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const load = fetch as (...args: unknown[]) => Promise<Response>
  const responses = await Promise.all(urls.map(load))
  return Promise.all(responses.map((response) => response.json() as Promise<Product>))
}
