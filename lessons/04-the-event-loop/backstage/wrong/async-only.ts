/**
 * Believes that an async function cannot block.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis An async function runs on the same thread
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(digest(item))
  return results
}
