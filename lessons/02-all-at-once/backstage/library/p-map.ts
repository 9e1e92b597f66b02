import type { Product } from '@overlap/mock-server'
import pMap from 'p-map'

/** With p-map. Without its option `concurrency`, it has no limit either. */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return pMap(urls, loadProduct)
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
