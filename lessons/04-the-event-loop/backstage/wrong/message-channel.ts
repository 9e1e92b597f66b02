/**
 * Believes that a message lets timers run, as it does in a browser.
 *
 * @fails gives the thread back at least every 20 ms
 * @diagnosis such as the messages of a `MessageChannel`
 */
export async function digestAll<T, R>(items: readonly T[], digest: (item: T) => R): Promise<R[]> {
  const results: R[] = []
  let startMs = performance.now()
  for (const item of items) {
    if (performance.now() - startMs >= 10) {
      await nextMessage()
      startMs = performance.now()
    }
    results.push(digest(item))
  }
  return results
}

function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}
