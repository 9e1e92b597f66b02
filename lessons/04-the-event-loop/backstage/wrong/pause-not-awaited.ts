/**
 * Believes that calling a function that pauses is enough to pause.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis didn't await any of them
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      void nextTimer()
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}

function nextTimer(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
