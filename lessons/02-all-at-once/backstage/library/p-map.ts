import type { Product } from '@overlap/mock-server'
import pMap from 'p-map'

/** The same with p-map, whose default is no limit. */
export function loadProducts(urls: readonly string[]): Promise<Product[]> {
  return pMap(urls, async (url) => {
    const response = await fetch(url)
    return (await response.json()) as Product
  })
}
