import type { Product } from '@overlap/mock-server'

/**
 * Believes that a failure can only be reported once all calls have ended.
 *
 * @fails rejects as soon as the first call fails
 * @diagnosis `Promise.allSettled` waits for every call
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const results = await Promise.allSettled(urls.map(loadProduct))
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
