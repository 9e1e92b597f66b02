/**
 * Believes that a fixed number of items makes a good slice.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis instead of counting items
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const [i, item] of items.entries()) {
    if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve))
    results.push(digest(item))
  }
  return results
}
