import type { Product } from '@overlap/mock-server'

/**
 * Believes that an arrow function always returns its last expression.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis an arrow function needs a `return`
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: unknown = await Promise.all(
    urls.map((url) => {
      void loadProduct(url)
    }),
  )
  return products as Product[]
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
