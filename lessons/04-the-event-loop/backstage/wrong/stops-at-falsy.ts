/**
 * Believes that items are truthy, so the loop may end at the first one that isn't.
 *
 * @fails returns a result for each item, in the order of the items
 * @diagnosis An item may be 0
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  const queue = items.slice()
  let startMs = performance.now()
  for (let item = queue.shift(); item; item = queue.shift()) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}
