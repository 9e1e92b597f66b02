import { withDeadline } from '@overlap/lesson-08'

/** The signal in the last argument of a call, such as that of `getJson(url, { signal })`. */
export function signalIn(args: readonly unknown[]): AbortSignal | undefined {
  const { signal } = (args.at(-1) ?? {}) as { readonly signal?: unknown }
  return signal instanceof AbortSignal ? signal : undefined
}

/**
 * Calls a function and waits for its result, or until the signal aborts, even if the function ignores the
 * signal. Without a signal, it only calls the function. It leaves no listener.
 *
 * @throws `signal.reason`, unchanged, if the signal aborts.
 * @throws What the function throws, also synchronously.
 */
export function untilAborted<T>(
  signal: AbortSignal | undefined,
  call: () => T | PromiseLike<T>,
): T | PromiseLike<T> {
  return signal ? withDeadline(call, { deadlineMs: Infinity, signal }) : call()
}

/**
 * Whether the caller's abort says nothing about the server. A `TimeoutError`, as `AbortSignal.timeout` makes it, says
 * that the server was too slow.
 */
export function hasLostInterest(signal: AbortSignal | undefined): boolean {
  if (!signal?.aborted) return false
  return !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
}
