/**
 * Believes that looking at the clock before every tenth item is enough.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis always digests a multiple of 10 items
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const [i, item] of items.entries()) {
    if (i % 10 === 0 && performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
