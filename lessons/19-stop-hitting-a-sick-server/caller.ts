import { withDeadline } from '@overlap/lesson-08'

/** The signal in the last of some arguments: that of `getJson(url, { signal })`, for example. */
export function signalIn(args: readonly unknown[]): AbortSignal | undefined {
  const { signal } = (args.at(-1) ?? {}) as { readonly signal?: unknown }
  return signal instanceof AbortSignal ? signal : undefined
}

/**
 * Calls a function and waits for its result, or until the signal aborts, even if the function ignores the
 * signal. Without a signal, it does nothing but call. No listener is left.
 *
 * @throws `signal.reason`, unchanged, if the signal aborts.
 * @throws What the function throws, perhaps before there is a promise.
 */
export function untilAborted<T>(
  signal: AbortSignal | undefined,
  call: () => T | PromiseLike<T>,
): T | PromiseLike<T> {
  return signal ? withDeadline(call, { deadlineMs: Infinity, signal }) : call()
}

/**
 * Whether a caller has aborted because it lost interest. That says nothing about the server. A `TimeoutError`, as
 * that of `AbortSignal.timeout`, does: the server was too slow.
 */
export function hasLostInterest(signal: AbortSignal | undefined): boolean {
  if (!signal?.aborted) return false
  return !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError')
}
