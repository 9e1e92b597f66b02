const sliceMs = 10

/**
 * Digests a long list, and pauses often enough for timers and answers to be handled.
 *
 * Works in slices. A slice ends with the first item that ends after 10 ms or more. Between two slices,
 * the function waits for a timer, which takes about 1 ms.
 *
 * @returns What `digest` returned for each item, in the order of the items.
 * @throws What `digest` throws, right away. Later items are not digested.
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

/** Resolves when a timer fires. A microtask would run too early, before timers and answers. */
function nextTimer(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
