/**
 * Believes that giving way is free, or that a longer pause is kinder.
 *
 * @fails takes little longer than the work itself
 * @diagnosis spent waiting between items
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    results.push(digest(item))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return results
}
