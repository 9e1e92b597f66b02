/** The longest delay that `setTimeout` takes, 24.8 days. One that is longer it takes for 1 ms. */
const longestMs = 2 ** 31 - 1

/**
 * Waits for any number of ms, also for 30 days, and never less.
 *
 * @param options - `signal`: ends the waiting at once. No timer and no listener is left then.
 * @throws `signal.reason`, untouched, if the signal aborts, or has aborted before.
 */
export async function pause(
  ms: number,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const dueMs = performance.now() + ms
  let leftMs = ms
  do {
    await timer(Math.min(Math.ceil(leftMs), longestMs), signal)
    leftMs = dueMs - performance.now()
  } while (leftMs > 0)
}

function timer(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const ring = (): void => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    const stop = (): void => {
      clearTimeout(handle)
      reject(signal?.reason)
    }
    const handle = setTimeout(ring, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
