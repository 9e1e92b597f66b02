import type { Product } from '@overlap/mock-server'

/**
 * Believes that a failed call is best turned into nothing, so that the others are kept.
 *
 * @fails rejects with the error of a call that fails
 * @diagnosis takes that for the complete list
 */
export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const products = await Promise.all(urls.map((url) => loadProduct(url).catch(() => undefined)))
  return products as Product[]
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
