/**
 * Believes that an item that fails is best left out.
 *
 * @fails stops at an error, and rejects with it
 * @diagnosis Let the error reject your promise
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    try {
      results.push(digest(item))
    } catch (error) {
      console.error(error)
    }
  }
  return results
}
