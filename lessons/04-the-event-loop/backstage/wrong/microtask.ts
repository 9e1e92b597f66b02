/**
 * Believes that `await` always lets others run.
 *
 * @fails lets a heartbeat come through at least every 20 ms
 * @diagnosis only to microtasks
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    results.push(digest(item))
    await Promise.resolve()
  }
  return results
}
