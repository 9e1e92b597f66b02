/**
 * Believes that a message lets timers run, as it does in a browser.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis such as messages of a `MessageChannel`
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  const { port1, port2 } = new MessageChannel()
  let wake = (): void => {}
  port1.addEventListener('message', () => wake())
  port1.start()
  let startMs = performance.now()
  try {
    for (const item of items) {
      if (performance.now() - startMs >= 10) {
        await new Promise<void>((resolve) => {
          wake = resolve
          port2.postMessage(undefined)
        })
        startMs = performance.now()
      }
      results.push(digest(item))
    }
  } finally {
    port1.close()
  }
  return results
}
