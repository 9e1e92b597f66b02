/** The longest delay that `setTimeout` accepts, 24.8 days. A longer one becomes 1 ms. */
const longestMs = 2 ** 31 - 1

/**
 * Waits for at least `ms`, which may be longer than `setTimeout` accepts.
 *
 * @throws `signal.reason` as soon as the signal aborts. No timer is left, and no listener.
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  const dueMs = performance.now() + ms
  for (let leftMs = ms; leftMs > 0; leftMs = dueMs - performance.now()) {
    await timer(Math.min(Math.ceil(leftMs), longestMs), signal)
  }
}

function timer(delayMs: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const fire = (): void => {
    signal?.removeEventListener('abort', stop)
    resolve()
  }
  const stop = (): void => {
    signal?.removeEventListener('abort', stop)
    clearTimeout(id)
    reject(signal?.reason)
  }
  const id = setTimeout(fire, delayMs)
  signal?.addEventListener('abort', stop)
  return promise
}
