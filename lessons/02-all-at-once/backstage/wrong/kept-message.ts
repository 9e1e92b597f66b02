import type { Product } from '@overlap/mock-server'

/**
 * Believes that an error is its message.
 *
 * @fails rejects with the error of a call that fails
 * @diagnosis has only the message of the old one
 */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return Promise.all(urls.map(loadProduct)).catch((error: unknown) => {
    throw new TypeError((error as Error).message)
  })
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
