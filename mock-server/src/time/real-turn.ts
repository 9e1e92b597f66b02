// Taken before any clock is installed: these stay real.
const realSetImmediate: typeof setImmediate | undefined = globalThis.setImmediate
const RealMessageChannel = globalThis.MessageChannel

/**
 * Lets the real event loop turn, so that everything that is ready to run has run: microtasks, and
 * what the platform does behind them. Takes microseconds, and no virtual time.
 */
export function realTurn(): Promise<void> {
  return new Promise((resolve) => {
    // The second turn begins after the phase in which a message or an answer of the system is heard.
    if (realSetImmediate !== undefined) realSetImmediate(() => realSetImmediate(() => resolve()))
    else messages(4, resolve)
  })
}

/** Browsers have no `setImmediate`, and hold a nested `setTimeout` up for 4 ms. Messages are not. */
function messages(count: number, done: () => void): void {
  const { port1, port2 } = new RealMessageChannel()
  let left = count
  port1.addEventListener('message', () => {
    left -= 1
    if (left > 0) return port2.postMessage(null)
    port1.close()
    done()
  })
  port1.start()
  port2.postMessage(null)
}
