// Taken before any clock is installed: these stay real.
const realSetImmediate: typeof setImmediate | undefined = globalThis.setImmediate
const RealMessageChannel = globalThis.MessageChannel

/**
 * Calls back, in a task of its own, when everything that is ready to run has run: microtasks, and
 * what the platform does behind them. Takes microseconds, and no virtual time.
 */
export function afterRealTurn(callback: () => void): void {
  // The second turn begins after the phase in which messages and answers of the system arrive.
  if (realSetImmediate !== undefined) realSetImmediate(() => realSetImmediate(callback))
  else afterMessages(4, callback)
}

/** Browsers have no `setImmediate`, and delay a nested `setTimeout` by 4 ms. Messages come at once. */
function afterMessages(count: number, callback: () => void): void {
  const { port1, port2 } = new RealMessageChannel()
  let left = count
  port1.addEventListener('message', () => {
    left -= 1
    if (left > 0) return port2.postMessage(null)
    port1.close()
    callback()
  })
  port1.start()
  port2.postMessage(null)
}
