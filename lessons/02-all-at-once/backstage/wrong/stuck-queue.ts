import type { Product } from '@overlap/mock-server'

/**
 * Believes that the next list can be chained to the one before, without a thought of its failure.
 *
 * @fails rejects with the error of a call that fails
 * @diagnosis An earlier run of your function still has an effect
 */
let last: Promise<unknown> = Promise.resolve()

export async function loadProducts(urls: readonly string[]): Promise<Product[]> {
  const turn = last.then(() => Promise.all(urls.map(loadProduct)))
  last = turn
  return turn
}

async function loadProduct(url: string): Promise<Product> {
  const response = await fetch(url)
  return (await response.json()) as Product
}
