/**
 * Digests a long list, and pauses often enough for timers and answers to be handled.
 *
 * @returns What `digest` returned for each item, in the order of the items.
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  // TODO: despite its `await`, this loop holds the thread from the first item to the last.
  for (const item of items) {
    results.push(digest(item))
    await null
  }
  return results
}
