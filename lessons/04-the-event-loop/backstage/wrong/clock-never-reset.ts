/**
 * Believes that the clock of a slice starts once: after 10 ms, it pauses after every item.
 *
 * @fails takes little longer than the work itself
 * @diagnosis has passed since the last pause
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  const startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs > 10) await new Promise((resolve) => setTimeout(resolve))
    results.push(digest(item))
  }
  return results
}
