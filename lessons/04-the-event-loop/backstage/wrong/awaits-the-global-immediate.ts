/**
 * Believes that the global `setImmediate` returns a promise, as that of `node:timers/promises` does.
 *
 * @fails returns a result for each item, in the order of the items
 * @diagnosis was called without a callback
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      // @ts-expect-error -- the mistake
      await setImmediate()
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
