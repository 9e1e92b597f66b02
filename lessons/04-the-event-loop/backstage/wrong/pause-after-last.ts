/**
 * Believes that it makes no difference whether the pause comes before or after an item.
 *
 * @fails never waits for a needless timer
 * @diagnosis Your caller waits, too
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    results.push(digest(item))
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
  }
  return results
}
