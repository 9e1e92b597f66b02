import type { Product } from '@overlap/mock-server'

/**
 * Believes that one list is enough for every run of the function, if each run empties it first.
 *
 * @fails keeps two concurrent runs apart
 * @diagnosis for products 1, 2, 3, 4, resolved with
 */
const products: Product[] = []

export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  products.length = 0
  await Promise.all(
    urls.map(async (url, i) => {
      products[i] = await loadProduct(url)
    }),
  )
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
