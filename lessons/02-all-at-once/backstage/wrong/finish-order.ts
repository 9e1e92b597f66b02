import type { Product } from '@overlap/mock-server'

/**
 * Believes that results come back in the order in which they were asked for.
 *
 * @fails keeps the order of the URLs, whichever answer comes first
 * @diagnosis in the order in which they came back
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
