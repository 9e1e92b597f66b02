/**
 * Believes that timers let answers in between, even if all of them are set at the start.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis not all of them at the start
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  return Promise.all(
    items.map(async (item) => {
      await new Promise((resolve) => setTimeout(resolve))
      return digest(item)
    }),
  )
}
