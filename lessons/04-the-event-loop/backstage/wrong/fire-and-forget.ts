/**
 * Believes that an async function waits for the timers that it sets.
 *
 * @fails returns a result for each item, in the order of the items
 * @diagnosis didn't wait for them
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
