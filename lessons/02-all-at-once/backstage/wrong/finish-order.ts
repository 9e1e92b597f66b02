import type { Product } from '@overlap/mock-server'

/**
 * Believes that results come back in the order in which they were asked for.
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
