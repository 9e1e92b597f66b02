const sliceMs = 10

/**
 * Digests a long list, and gives the thread back often enough for timers and answers to run.
 *
 * Works in slices of 10 ms; an item that takes longer is a slice of its own. Between two slices it waits
 * for a timer, which takes about 1 ms.
 *
 * @returns What `digest` returned for each item, in the order of the items.
 * @throws What `digest` throws, right away. The items after that one are not digested.
 *
 * @example
 * ```ts
 * import { digestAll } from '@overlap/lesson-04'
 *
 * await digestAll([1, 2, 3], (n) => n * n) // → [1, 4, 9]
 * ```
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let sliceEndMs = performance.now() + sliceMs
  for (const item of items) {
    if (performance.now() >= sliceEndMs) {
      await nextTimer()
      sliceEndMs = performance.now() + sliceMs
    }
    results.push(digest(item))
  }
  return results
}

/** Resolves when a timer has fired. A microtask would come too early: before timers and answers. */
function nextTimer(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
