/**
 * Believes that a slice that ends at 15 ms lasts 15 ms. The item that begins before may take 8 ms more.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis Your code does pause, but it held the thread
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs > 15) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
