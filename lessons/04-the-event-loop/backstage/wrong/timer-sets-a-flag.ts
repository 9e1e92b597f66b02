/**
 * Believes that a timer can say when 10 ms have passed, even in the middle of a loop.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis a timer sets comes too late
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let isDue = false
  const timer = setInterval(() => {
    isDue = true
  }, 10)
  for (const item of items) {
    if (isDue) {
      await new Promise((resolve) => setTimeout(resolve))
      isDue = false
    }
    results.push(digest(item))
  }
  clearInterval(timer)
  return results
}
