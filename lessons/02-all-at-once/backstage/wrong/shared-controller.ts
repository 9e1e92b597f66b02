import type { Product } from '@overlap/mock-server'

/**
 * Believes that one controller is enough for every run of the function, if a failure replaces it.
 *
 * @fails keeps two concurrent runs apart
 * @diagnosis although none of its calls failed
 */
let controller = new AbortController()

export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  try {
    return await Promise.all(urls.map(loadProduct))
  } catch (error) {
    controller.abort()
    controller = new AbortController()
    throw error
  }
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url, { signal: controller.signal })
  return (await response.json()) as Product
}
