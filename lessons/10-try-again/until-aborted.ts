/**
 * Does a piece of work, and ends when the signal aborts, in that moment: also when the work does not
 * listen to it. What becomes of the work then is dropped. No listener is left.
 *
 * @throws `signal.reason`, untouched; the work is not begun if the signal has aborted before.
 * @throws What the work throws.
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  work: () => T | PromiseLike<T>,
): Promise<T> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    // `Promise.try` makes a rejection of what the work throws before it has made a promise.
    return await Promise.race([aborted, Promise.try(work)])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
