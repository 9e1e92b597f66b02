/**
 * Believes that the items of a list are all different.
 *
 * @fails returns a result for each item, in the order of the items
 * @diagnosis each result once
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results = new Map<T, R>()
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.set(item, digest(item))
  }
  return [...results.values()]
}
