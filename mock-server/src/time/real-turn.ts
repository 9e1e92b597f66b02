// Saved before any clock is installed, so that these stay real.
const realSetImmediate: typeof setImmediate | undefined = globalThis.setImmediate
const RealMessageChannel = globalThis.MessageChannel

/**
 * Calls `callback` in a new task, when everything that is ready has run: microtasks, and the platform's
 * own work after them. Takes microseconds of real time, and no virtual time.
 */
export function afterRealTurn(callback: () => void): void {
  // The second turn begins after the phase in which messages and results of system calls arrive.
  if (realSetImmediate !== undefined) realSetImmediate(() => realSetImmediate(callback))
  else afterMessages(4, callback)
}

/** Browsers have no `setImmediate`, and delay a nested `setTimeout` by 4 ms. Messages arrive at once. */
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
