/**
 * Believes that others need time to run, so that a longer pause is kinder.
 *
 * @fails takes little longer than the work itself
 * @diagnosis A timer without a delay is enough
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
