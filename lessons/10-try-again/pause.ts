/** The longest delay that `setTimeout` accepts, 24.8 days. A longer one becomes 1 ms. */
const longestMs = 2 ** 31 - 1

/**
 * Waits for at least `ms`, which may be longer than `setTimeout` accepts.
 *
 * @param options - `signal` ends the pause when it aborts. No timer and no listener is left.
 * @throws `signal.reason`, unchanged, if the signal aborts or has already aborted.
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
    const fire = (): void => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    const stop = (): void => {
      clearTimeout(handle)
      reject(signal?.reason)
    }
    const handle = setTimeout(fire, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
