/**
 * Believes that nothing notices a pause of the thread that is shorter than a frame of a film.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis Your code does pause, but it held the thread
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs > 40) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
