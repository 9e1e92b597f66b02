/**
 * Calls a function and waits for its result, or until the signal aborts, even if the function ignores
 * the signal. Whatever the function does after that is ignored. No listener is left.
 *
 * @throws `signal.reason`, unchanged, if the signal aborts. If it has already aborted, the function
 * isn't called.
 * @throws What the function throws.
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
    // `Promise.try` turns a synchronous throw into a rejection.
    return await Promise.race([aborted, Promise.try(work)])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
