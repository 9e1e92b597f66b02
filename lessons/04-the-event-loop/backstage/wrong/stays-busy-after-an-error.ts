/**
 * Believes that every list gets to its end, where the flag is cleared.
 *
 * @fails stops at an error, and rejects with it
 * @diagnosis An earlier list failed
 */
let isBusy = false

export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  // oxlint-disable-next-line no-unmodified-loop-condition -- another run changes it
  while (isBusy) await new Promise((resolve) => setTimeout(resolve))
  isBusy = true
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await new Promise((resolve) => setTimeout(resolve))
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  isBusy = false
  return results
}
