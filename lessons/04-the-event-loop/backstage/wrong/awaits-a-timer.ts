/**
 * Believes that the global `setTimeout` returns a promise.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis `await` doesn't wait for them
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      // oxlint-disable-next-line typescript/await-thenable -- the mistake
      await setTimeout(() => {}, 0)
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
