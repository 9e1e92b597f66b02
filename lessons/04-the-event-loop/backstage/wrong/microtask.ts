/**
 * Believes that every `await` lets timers and answers run.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis continues in a microtask
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    results.push(digest(item))
    await Promise.resolve()
  }
  return results
}
