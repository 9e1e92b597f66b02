/**
 * Believes that one clock for all calls of the function is enough.
 *
 * @fails never waits for a needless timer
 * @diagnosis one outside also counts the time before
 */
let startMs = performance.now()

export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
