/**
 * Believes that the newest list should be digested first.
 *
 * @fails digests two lists at the same time
 * @diagnosis did nothing for the first one
 */
const waiting: object[] = []

export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  const list = {}
  waiting.push(list)
  let startMs = performance.now()
  try {
    for (const item of items) {
      while (performance.now() - startMs >= 10) {
        await new Promise((resolve) => setTimeout(resolve))
        if (waiting.at(-1) === list) startMs = performance.now()
      }
      results.push(digest(item))
    }
  } finally {
    waiting.splice(waiting.indexOf(list), 1)
  }
  return results
}
