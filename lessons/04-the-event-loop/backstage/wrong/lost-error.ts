/**
 * Believes that an item that cannot be digested is best left out.
 *
 * @fails stops at an error, and passes it on
 * @diagnosis was swallowed
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const [i, item] of items.entries()) {
    if (i % 5 === 4) await new Promise((resolve) => setTimeout(resolve))
    try {
      results.push(digest(item))
    } catch {
      continue
    }
  }
  return results
}
