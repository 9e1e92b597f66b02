/**
 * Believes that a timer for each item makes the work asynchronous, and that the function waits.
 *
 * @fails digests every item, and keeps their order
 * @diagnosis before the work was done
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const [i, item] of items.entries()) {
    setTimeout(() => {
      results[i] = digest(item)
    })
  }
  return results
}
