import type { Product } from '@overlap/mock-server'

/**
 * Loads products concurrently: sends every call before the first one ends.
 *
 * @returns The products in the order of the URLs, whichever answer arrives first.
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products: Product[] = []
  // TODO: this sends every call, but the array is still empty when the function returns.
  urls.forEach(async (url) => {
    products.push(await loadProduct(url))
  })
  return products
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
