import type { Product } from '@overlap/mock-server'

/**
 * Believes that calls need a little distance from each other, to be kind to the server.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis a later start only costs time
 */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return Promise.all(
    urls.map(async (url, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 25))
      return loadProduct(url)
    }),
  )
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
