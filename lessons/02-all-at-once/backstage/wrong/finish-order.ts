import type { Product } from '@overlap/mock-server'

/**
 * Believes that answers arrive in the order in which the calls were sent.
 *
 * @fails returns the products in the order of their URLs
 * @diagnosis in the order the answers arrived
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  await Promise.all(
    urls.map(async (url) => {
      products.push(await loadProduct(url))
    }),
  )
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
