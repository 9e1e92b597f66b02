/**
 * Digests a long list and gives the thread back often enough for everything else to go on.
 *
 * @returns What `digest` gave for each item, in the order of the items.
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  // TODO: this holds the thread from the first item to the last. Give it back now and then.
  for (const item of items) {
    results.push(digest(item))
    await null
  }
  return results
}
