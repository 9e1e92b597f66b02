import type { Product } from '@overlap/mock-server'

/**
 * Believes that a few calls at a time are as fast as all of them.
 *
 * @fails sends every call at the start, and waits for all of them
 * @diagnosis waited until another call had ended
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  for (let i = 0; i < urls.length; i += 5) {
    const batch = urls.slice(i, i + 5)
    products.push(...(await Promise.all(batch.map(loadProduct))))
  }
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
