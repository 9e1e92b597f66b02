const sliceMs = 10

/**
 * Digests a long list and gives the thread back often enough for everything else to go on.
 *
 * Works in slices of 10 ms; an item that takes longer is a slice of its own. Between two slices a
 * timer's turn passes, which costs about 1 ms.
 *
 * @returns What `digest` gave for each item, in the order of the items.
 * @throws What `digest` throws; the items after that one are not digested.
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
      await turn()
      sliceEndMs = performance.now() + sliceMs
    }
    results.push(digest(item))
  }
  return results
}

/** Lets timers and I/O have the thread. A microtask would not: those run before anything else may. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
