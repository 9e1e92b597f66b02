import type { Product } from '@overlap/mock-server'

/**
 * Believes that two at a time is all at once, or that the platform needs a limit.
 *
 * @fails sends every call before the first one ends
 * @diagnosis waited until another call had ended
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  for (let i = 0; i < urls.length; i += 2) {
    const pair = urls.slice(i, i + 2)
    products.push(...(await Promise.all(pair.map((url) => loadProduct(url)))))
  }
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
