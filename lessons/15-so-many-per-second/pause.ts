/** The longest delay that `setTimeout` accepts, 24.8 days. A longer one becomes 1 ms. */
const longestMs = 2 ** 31 - 1

/** Waits for at least `ms`, which may be longer than `setTimeout` accepts. */
export async function pause(ms: number): Promise<void> {
  const dueMs = performance.now() + ms
  for (let leftMs = ms; leftMs > 0; leftMs = dueMs - performance.now()) {
    const delayMs = Math.min(Math.ceil(leftMs), longestMs)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
  }
}
